"""Random data sets for `seatworth stat`, one CSV each, with what to ask of it.

`jobs(folder, count, seed)` writes `count` data sets a method and returns the
jobs: method, file, options of the command, and what R must know. Sizes 3 to
800; ties, skew, outliers, far offsets, scales 1e-12 to 1e12, missing cells,
near-collinear and constant columns, 2 to 60 clusters, every alternative.
"""

import csv
import os

import numpy as np

SIDES = ("two-sided", "less", "greater")
CONF = (.8, .9, .95, .99)
SIZES = (3, 4, 5, 7, 10, 16, 25, 40, 80, 150, 400, 800)


class Job:
    def __init__(self, method, data, asked, **r):
        self.method, self.data, self.asked, self.r = method, data, asked, r
        self.missing = {}


def column(rng, n):
    """Numbers of one of the shapes that real columns have."""
    shape = rng.choice(["normal", "skewed", "ties", "outlier", "offset",
                        "negative", "whole"])
    y = {"normal": lambda: rng.normal(50, 9, n),
         "skewed": lambda: rng.lognormal(3, 1.2, n),
         "ties": lambda: rng.integers(1, 6, n).astype(float),
         "outlier": lambda: np.where(rng.random(n) < .05, 1e4, rng.normal(0, 1, n)),
         "offset": lambda: 1e6 + rng.normal(0, 1, n),
         "negative": lambda: -rng.gamma(20, 1, n),
         "whole": lambda: np.round(rng.normal(30, 12, n))}[shape]()
    scale = rng.choice([1, 1, 1, 1e-12, 1e-5, 1e7, 1e12])
    return np.round(y, int(rng.integers(2, 12))) * scale


def two_groups(rng, n, least=2):
    g = (rng.random(n) < rng.uniform(.25, .75)).astype(int)
    g[:least], g[least:2 * least] = 0, 1
    return rng.permutation(g)


def size(rng, least):
    return max(least, int(rng.choice(SIZES) * rng.uniform(.8, 1.2)))


def side(rng):
    return str(rng.choice(SIDES))


def one_of(rng, values):
    return values[int(rng.integers(len(values)))]


# ------------------------------------------------- Methods, in METHODS' order

def describe(rng):
    n = size(rng, 4)
    return Job("describe", {"y": column(rng, n)}, ["--y", "y"])


def t_test(rng):
    n = size(rng, 5)
    y, g = column(rng, n), two_groups(rng, n)
    if rng.random() < .08:
        y[g == 1] = y[0]          # one arm without spread
    pooled, alternative, conf = rng.random() < .3, side(rng), one_of(rng, CONF)
    return Job("t-test", {"y": y, "g": g},
               ["--y", "y", "--group", "g", "--conf", conf, "--alternative",
                alternative] + ["--equal-variance"] * bool(pooled),
               pooled=int(pooled), alternative=alternative, conf=conf)


def paired_t(rng):
    n = size(rng, 3)
    y, alternative, conf = column(rng, n), side(rng), one_of(rng, CONF)
    after = y + np.round(rng.normal(.3, 1, n) * max(y.std(), 1e-14), 14)
    return Job("paired-t", {"a": y, "b": after},
               ["--before", "a", "--after", "b", "--conf", conf,
                "--alternative", alternative], alternative=alternative, conf=conf)


def mann_whitney(rng):
    n = size(rng, 4)
    alternative = side(rng)
    return Job("mann-whitney", {"y": column(rng, n), "g": two_groups(rng, n)},
               ["--y", "y", "--group", "g", "--alternative", alternative],
               alternative=alternative)


def wilcoxon(rng):
    n = size(rng, 4)
    alternative = side(rng)
    before = rng.integers(0, 30, n).astype(float)
    after = before + rng.integers(-4, 7, n)
    if rng.random() < .4:
        after = before + np.round(rng.normal(.4, 2, n), 6)
    return Job("wilcoxon", {"a": before, "b": after},
               ["--before", "a", "--after", "b", "--alternative", alternative],
               alternative=alternative)


def anova(rng, method="anova"):
    n = size(rng, 9)
    k = int(rng.integers(2, min(8, n // 3) + 1))
    g = rng.permutation(np.arange(n) % k)
    return Job(method, {"y": column(rng, n), "g": g}, ["--y", "y", "--group", "g"])


def kruskal(rng):
    return anova(rng, "kruskal")


def design(rng, n, mild=False):
    """Two covariates; sometimes near-collinear, far off or of another scale. Mild
    where R's roots of matrices lose digits and no fraction can say so."""
    x1, x2 = rng.normal(0, 1, n), rng.normal(0, 1, n)
    if rng.random() < .25:
        x2 = x1 + (.1 if mild else rng.choice([1e-2, 1e-4])) * rng.normal(0, 1, n)
    if rng.random() < (0 if mild else .2):
        x1 = x1 + 1e4
    return x1 * rng.choice([1, 1, 1e-6, 1e6]), x2


def outcome(rng, x1, x2):
    n = len(x1)
    z = (x1 - x1.mean()) / (x1.std() or 1)
    noise = rng.standard_t(3, n) * (1 + (rng.random() < .5) * np.abs(z))
    return (2 + .5 * z + x2 + noise) * rng.choice([1, 1, 1e-12, 1e-4, 1e8, 1e12])


def clusters(rng, n):
    k = int(min(rng.integers(3, 61), max(3, n // 3)))
    return rng.permutation(np.concatenate([np.arange(k),
                                           rng.integers(0, k, n - k)]))


def ols(rng):
    n = size(rng, 8)
    vcov = str(rng.choice(["classical", "hc0", "hc1", "hc2", "hc3", "cr1", "cr2"]))
    x1, x2 = design(rng, n, vcov == "cr2")
    data, conf = {"y": outcome(rng, x1, x2), "x1": x1, "x2": x2}, one_of(rng, CONF)
    asked = ["--y", "y", "--x", "x1,x2", "--vcov", vcov, "--conf", conf]
    weighted = rng.random() < .35
    if weighted:
        data["w"] = np.round(rng.gamma(3, 1, n) + .05, 4)
        asked += ["--weights", "w"]
    if vcov.startswith("cr"):
        data["cl"] = clusters(rng, n)
        asked += ["--cluster", "cl"]
    return Job("ols", data, asked, vcov=vcov, conf=conf, weighted=int(weighted))


def clusters_of_arms(rng, g):
    """Two clusters or more in either arm: one alone has no variance."""
    while True:
        cl = clusters(rng, len(g))
        if min(len(set(cl[g == k])) for k in (0, 1)) >= 2:
            return cl


def ancova(rng, method="ancova"):
    n = size(rng, 10)
    x1, _ = design(rng, n)
    clustered = method == "ancova" and rng.random() < .5
    g = two_groups(rng, n, 3)
    y = outcome(rng, x1, g.astype(float))
    data, conf = {"y": y, "x1": x1, "g": g}, one_of(rng, CONF)
    asked = ["--y", "y", "--x", "x1", "--group", "g", "--conf", conf]
    if clustered:
        data["cl"] = clusters_of_arms(rng, g)
        asked += ["--cluster", "cl"]
    return Job(method, data, asked, conf=conf, clustered=int(clustered))


def lin(rng):
    return ancova(rng, "lin")


def proportions(rng):
    n = size(rng, 4)
    g, conf = two_groups(rng, n), one_of(rng, CONF)
    p = rng.uniform(.02, .98, 2)
    y = (rng.random(n) < p[g]).astype(int)
    return Job("proportions", {"y": y, "g": g},
               ["--y", "y", "--group", "g", "--conf", conf], conf=conf)


def mcnemar(rng):
    n = size(rng, 4)
    a = (rng.random(n) < .5).astype(int)
    b = np.where(rng.random(n) < .35, 1 - a, a)
    return Job("mcnemar", {"a": a, "b": b}, ["--before", "a", "--after", "b"])


def trend(rng):
    n = size(rng, 8)
    g = rng.permutation(np.arange(n) % int(rng.integers(3, 6)))
    y = (rng.random(n) < .3 + .08 * g).astype(int)
    y[:2] = 0, 1
    return Job("trend", {"y": y, "g": g}, ["--y", "y", "--group", "g"])


def logit(rng):
    n = size(rng, 25)
    x1, x2 = rng.normal(0, 1, n), rng.normal(0, 1, n)
    if rng.random() < .3:
        x2 = x1 + .05 * rng.normal(0, 1, n)
    y = (rng.random(n) < 1 / (1 + np.exp(-(.2 + .6 * x1)))).astype(int)
    data = {"y": y, "x1": x1 * rng.choice([1, 1e-6, 1e6]), "x2": x2}
    asked, clustered = ["--y", "y", "--x", "x1,x2"], rng.random() < .4
    if clustered:
        data["cl"] = clusters(rng, n)
        asked += ["--cluster", "cl"]
    return Job("logit", data, asked, clustered=int(clustered))


EDGES = (0, 5, 15, 30, 60)


def interval(rng):
    n = size(rng, 25)
    family = str(rng.choice(["lognormal", "weibull", "gaussian"]))
    x1 = rng.normal(0, 1, n)
    y = np.exp(2.6 + .3 * x1 + rng.uniform(.4, 1.1) * rng.normal(0, 1, n))
    low, high = [], []
    for v in y:
        if rng.random() < .15:
            low.append(round(v, 3)), high.append(round(v, 3))
            continue
        k = max(i for i, e in enumerate(EDGES) if v > e)
        low.append(EDGES[k])
        high.append(EDGES[k + 1] if k + 1 < len(EDGES) else "")
    return Job("interval", {"lo": low, "hi": high, "x1": x1},
               ["--lower", "lo", "--upper", "hi", "--x", "x1", "--family", family],
               family=family)


def adjust(rng):
    p = rng.random(size(rng, 3))**rng.choice([1, 3])
    if rng.random() < .5:
        p = np.round(p, 2)
    return Job("adjust", {"p": p}, ["--p", "p"])


def pool(rng):
    k = int(rng.integers(3, 25))
    se = rng.uniform(.3, 3, k)
    y = rng.normal(2, rng.choice([0, 1, 3]), k) + se * rng.normal(0, 1, k)
    scale = rng.choice([1, 1e-6, 1e6])
    how = str(rng.choice(["paule-mandel", "dersimonian-laird", "reml"]))
    return Job("pool", {"e": y * scale, "s": se * scale},
               ["--estimate", "e", "--se", "s", "--method", how], how=how)


def lift(rng):
    n, conf = size(rng, 8), one_of(rng, CONF)
    y = rng.gamma(4, 5, n) * rng.choice([1, 1e-9, 1e9]) * rng.choice([1, 1, -1])
    return Job("lift", {"y": y, "g": two_groups(rng, n)},
               ["--y", "y", "--group", "g", "--conf", conf], conf=conf)


def brunner_munzel(rng):
    n = size(rng, 26)
    g, y = two_groups(rng, n, 12), rng.integers(1, 6, n).astype(float)
    if rng.random() < .5:
        y = column(rng, n)
    return Job("brunner-munzel", {"y": y, "g": g}, ["--y", "y", "--group", "g"])


def equivalence(rng, method="equivalence"):
    n, conf = size(rng, 6), one_of(rng, CONF)
    y = np.round(rng.normal(0, 2, n), 6) + rng.choice([0, 1e5])
    margin = round(float(rng.uniform(.1, 2)), 3)
    return Job(method, {"y": y, "g": two_groups(rng, n)},
               ["--y", "y", "--group", "g", "--margin", margin, "--conf", conf],
               margin=margin, conf=conf)


def noninferiority(rng):
    return equivalence(rng, "noninferiority")


def did(rng):
    teams = int(rng.integers(4, 31))
    of_team = np.sort(np.concatenate([np.arange(teams),
                                      rng.integers(0, teams, size(rng, 8))]))
    n, arm = len(of_team), rng.permutation(np.arange(teams) % 2)[of_team]
    before = rng.normal(50, 9, n) + rng.normal(0, 4, teams)[of_team]
    after = .6 * before + rng.normal(0, 5, n) - 3 * arm
    scale = rng.choice([1, 1e-9, 1e9])
    order = rng.permutation(2 * n)
    stack = lambda a, b: np.concatenate([a, b])[order]
    clustered = rng.random() < .6
    return Job("did", {"y": stack(before, after) * scale,
                       "u": stack(np.arange(n), np.arange(n)),
                       "t": stack(np.zeros(n, int), np.ones(n, int)),
                       "g": stack(arm, arm), "cl": stack(of_team, of_team)},
               ["--y", "y", "--unit", "u", "--period", "t", "--group", "g"] +
               ["--cluster", "cl"] * bool(clustered), clustered=int(clustered))


def mixed(rng):
    teams = int(rng.integers(4, 41))
    team = np.concatenate([np.arange(teams), np.arange(teams),
                           rng.integers(0, teams, teams * int(rng.integers(1, 8)))])
    n, scale = len(team), rng.choice([1, 1, 1e-6, 1e6])
    x = rng.normal(0, 1, n)
    y = 5 + x + rng.normal(0, rng.choice([.8, 1, 3]), teams)[team] + rng.normal(0, 1, n)
    return Job("mixed", {"y": np.round(y, 6) * scale, "x1": x, "cl": team},
               ["--y", "y", "--x", "x1", "--group", "cl"])


def ordinal(rng):
    n = size(rng, 40)
    x1, x2 = rng.normal(0, 1, n), rng.normal(0, 1, n)
    z = .7 * x1 + rng.logistic(0, 1, n)
    y = np.digitize(z, [-1.5, -.3, .6, 1.9][:int(rng.integers(2, 5))]) + 1
    return Job("ordinal", {"y": y, "x1": x1, "x2": x2}, ["--y", "y", "--x", "x1,x2"])


def survival(rng):
    n, two = size(rng, 12), rng.random() < .5
    t = rng.exponential(20, n)
    data = {"t": np.ceil(t) if rng.random() < .6 else np.round(t, 5) + .001,
            "e": (rng.random(n) < .6).astype(int)}
    data["e"][:2] = 1
    asked, conf = ["--time", "t", "--event", "e"], one_of(rng, CONF)
    if two:
        data["g"] = two_groups(rng, n, 4)
        asked += ["--group", "g"]
    return Job("survival", data, [*asked, "--conf", conf], two=int(two), conf=conf)


def srm(rng):
    n, k = size(rng, 12), int(rng.integers(2, 5))
    w = rng.uniform(.5, 2, k).round(2)
    g = rng.choice(k, n, p=w / w.sum())
    g[:k] = np.arange(k)
    return Job("srm", {"g": [f"a{i}" for i in g]},
               ["--group", "g", "--expected",
                ",".join(f"a{i}:{v}" for i, v in enumerate(w))],
               w="/".join(map(str, w)))


def alpha(rng):
    n, conf = size(rng, 6), one_of(rng, CONF)
    trait = rng.normal(0, 1, n)
    items = {f"i{k}": np.round(3 + trait + rng.normal(0, 1, n))
             for k in range(int(rng.integers(2, 7)))}
    return Job("alpha", items, ["--x", ",".join(items), "--conf", conf], conf=conf)


def icc(rng):
    groups = int(rng.integers(2, 40))
    of_group = np.concatenate([np.arange(groups), np.arange(groups),
                               rng.integers(0, groups, size(rng, 3))])
    y = rng.normal(0, 1, groups)[of_group] + rng.normal(0, 1.5, len(of_group))
    return Job("icc", {"y": y * rng.choice([1, 1e-9, 1e9]), "g": of_group},
               ["--y", "y", "--group", "g"])


MAKERS = (describe, t_test, paired_t, mann_whitney, wilcoxon, anova, kruskal, ols,
          ancova, lin, proportions, mcnemar, trend, logit, interval, adjust, pool,
          lift, brunner_munzel, equivalence, noninferiority, did, mixed, ordinal,
          survival, srm, alpha, icc)
MAY_MISS = {"describe", "t-test", "paired-t", "mann-whitney", "anova", "kruskal",
            "ols", "ancova", "lin", "logit", "brunner-munzel", "equivalence",
            "ordinal", "alpha", "icc"}


def text(v):
    if isinstance(v, str):
        return v
    return str(int(v)) if isinstance(v, (int, np.integer)) else repr(float(v))


def with_missing(rng, job, table):
    """Some cells empty or NA, never so many that groups vanish."""
    if job.method not in MAY_MISS or len(table) < 30 or rng.random() < .6:
        return
    for row in table:
        if rng.random() < .08:
            row[int(rng.integers(len(row)))] = str(rng.choice(["", "NA"]))


def write(job, path, rng):
    table = [[text(v) for v in row] for row in zip(*job.data.values())]
    with_missing(rng, job, table)
    with open(path, "w", newline="") as f:
        csv.writer(f, lineterminator="\n").writerows([list(job.data), *table])


def jobs(folder, count, seed):
    made = []
    for place, maker in enumerate(MAKERS):
        for i in range(count):
            rng = np.random.default_rng([seed, place, i])
            job = maker(rng)
            job.id = f"{job.method}-{i}"
            job.path = os.path.join(folder, job.id + ".csv")
            write(job, job.path, rng)
            made.append(job)
    with open(os.path.join(folder, "jobs.tsv"), "w") as f:
        for job in made:
            asked = ";".join(f"{k}={v}" for k, v in job.r.items())
            f.write(f"{job.id}\t{job.method}\t{job.path}\t{asked}\n")
    return made
