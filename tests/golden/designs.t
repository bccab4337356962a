#!/usr/bin/python3
"""Each design's chain, from the raw answers to the priced minutes, computed
here from the CSVs of tests/data/pilots/designs without seatworth's code, is
what result.json and the Evidence sheet say; the printed `stat` command makes
the estimate again from the rows; LibreOffice reproduces every formula."""
import csv
import json
import math
import os
import shlex
import subprocess
import sys
import tempfile

import numpy as np
from scipy import optimize, stats

sys.path.insert(0, "tests/support")
import recalculate  # noqa: E402
from quiet_openpyxl import openpyxl  # noqa: E402
from tap import done, ok  # noqa: E402

PROGRAM = os.environ.get("SEATWORTH", "build/seatworth")
DESIGNS = "tests/data/pilots/designs"
DAYS = 5
PERSISTENCE = (0.6 + 4 * 0.85 + 1) / 6
REALISATION = (0.25 + 4 * 0.5 + 0.75) / 6
# .05 of a harm from -1 to 0, .10 of nothing, .85 of a PERT.
FACTOR = 0.05 * -0.5 + 0.85 * (0.3 + 4 * 0.6 + 1.0) / 6
KAPPA = (4 * 0.6 + 1.2) / 6
R_MISS = 0.1  # of the pilot's group; 0 of the control
STEPS = ["gross answer", "eligible seats", "non-response", "measurement",
         "design bias", "active share", "verification and rework", "transport",
         "persistence", "realisation"]
# Rows that change no mean, where there is something to say of them.
NEUTRAL = {"non-response, control": 0, "contamination": 1, "baseline error": 1,
           "minutes per unit": 1}


def close(a, b, name, relative=1e-9):
    good = a is not None and b is not None and \
        math.isclose(a, b, rel_tol=relative, abs_tol=1e-12)
    ok(good, name, f"got {a!r}", f"want {b!r}")


# Reading the raw files.

def rows(folder, name):
    with open(os.path.join(DESIGNS, folder, name), newline="") as f:
        return list(csv.DictReader(f))


def roster(folder):
    return {r["person"]: r for r in rows(folder, "seats.csv")}


def answers(folder, name):
    return {r["person"]: float(r["minutes"]) for r in rows(folder, name)}


def panel(folder, before=True):
    """People with both answers: before, after, treated, team."""
    seats, after = roster(folder), answers(folder, "after.csv")
    first = answers(folder, "before.csv") if before else {}
    people = [p for p in seats if p in after and (p in first or not before)]
    return (np.array([first.get(p, math.nan) for p in people]),
            np.array([after[p] for p in people]),
            np.array([seats[p]["arm"] == "pilot" for p in people]),
            np.array([seats[p].get("team", p) for p in people]))


# Estimators, from their formulas.

def least_squares(y, x):
    bread = np.linalg.inv(x.T @ x)
    b = bread @ x.T @ y
    return b, y - x @ b, bread


def hc2(y, x, k):
    b, e, bread = least_squares(y, x)
    leverage = np.einsum("ij,jk,ik->i", x, bread, x)
    meat = (x * (e**2 / (1 - leverage))[:, None]).T @ x
    return b[k], math.sqrt((bread @ meat @ bread)[k, k]), len(y) - x.shape[1]


def inverse_root(a):
    value, vector = np.linalg.eigh(a)
    keep = value > 1e-10
    return (vector[:, keep] / np.sqrt(value[keep])) @ vector[:, keep].T


def cr2(y, x, k, cluster):
    """Bell and McCaffrey's variance and Satterthwaite's df, written out."""
    b, e, bread = least_squares(y, x)
    n = len(y)
    residual_maker = np.eye(n) - x @ bread @ x.T
    c = np.zeros(x.shape[1])
    c[k] = 1
    meat, columns = np.zeros((x.shape[1],) * 2), []
    for name in sorted(set(cluster)):
        at = cluster == name
        a = inverse_root(residual_maker[np.ix_(at, at)])
        score = x[at].T @ a @ e[at]
        meat += np.outer(score, score)
        columns.append(residual_maker[:, at] @ a @ x[at] @ bread @ c)
    p = np.array(columns) @ np.array(columns).T
    return (b[k], math.sqrt((bread @ meat @ bread)[k, k]),
            np.trace(p)**2 / (p**2).sum())


def welch(a, b):
    v1, v0 = a.var(ddof=1) / len(a), b.var(ddof=1) / len(b)
    df = (v1 + v0)**2 / (v1**2 / (len(a) - 1) + v0**2 / (len(b) - 1))
    return a.mean() - b.mean(), math.sqrt(v1 + v0), df


def with_prior(b, se, df, spread, treated, team):
    """Three degrees of freedom of the variance at an intra-class correlation of
    .2, from people's variance about the fit."""
    prior = 0
    for g in (treated, ~treated):
        n = np.unique(team[g], return_counts=True)[1]
        prior += spread * (0.2 * (n @ n) / n.sum()**2 + 0.8 / n.sum())
    return b, math.sqrt((df * se**2 + 3 * prior) / (df + 3)), df + 3


def ancova(folder, by_team):
    before, after, treated, team = panel(folder)
    x = np.column_stack([np.ones(len(after)), treated, before])
    if not by_team:
        return hc2(after, x, 1)
    e = least_squares(after, x)[1]
    return with_prior(*cr2(after, x, 1, team), e @ e / (len(e) - 3), treated,
                      team)


def matched():
    before, after, treated, _ = panel("matched")
    change = after - before
    b, se, _ = welch(change[treated], change[~treated])
    v1, v0 = 1 / treated.sum(), 1 / (~treated).sum()
    df = (v1 + v0)**2 / (v1**2 / (treated.sum() - 1) +
                         v0**2 / ((~treated).sum() - 1))
    return b, se, df


def before_after():
    before, after, treated, _ = panel("before-after")
    change = (after - before)[treated]
    return (change.mean(), change.std(ddof=1) / math.sqrt(len(change)),
            len(change) - 1)


def cross_section():
    _, after, treated, _ = panel("cross-section", before=False)
    return welch(after[treated], after[~treated])


def holdout():
    seats = roster("holdout")
    value = {r["person"]: float(r["value"])
             for r in rows("holdout", "reports.csv")}
    arm = {a: np.array([v for p, v in value.items() if seats[p]["arm"] == a])
           for a in ("pilot", "control")}
    return welch(arm["pilot"], arm["control"])


def tasks():
    seats, table = roster("tasks"), rows("tasks", "tasks.csv")
    y = np.log([float(r["value"]) for r in table])
    person = np.array([r["person"] for r in table])
    treated = np.array([seats[p]["arm"] == "pilot" for p in person])
    size = np.array([float(r["size"]) for r in table])
    x = np.column_stack([np.ones(len(y)), treated, size])
    return cr2(y, x, 1, person)


def staggered():
    """Group-time differences against those without a seat yet."""
    months = [f"2024-{m:02}" for m in range(1, 7)]
    seats = roster("staggered")
    people = sorted(seats)
    y = np.full((len(people), len(months)), np.nan)
    for r in rows("staggered", "tickets.csv"):
        y[people.index(r["person"]), months.index(r["period"])] = \
            float(r["value"])
    start = np.array([next((t for t, m in enumerate(months)
                            if m + "-01" >= seats[p]["seat_from"]), 99)
                      for p in people])

    def effect(among):
        effects, weights = [], []
        for g in sorted(set(start) - {99}):
            sums = []
            for t in range(g, len(months)):
                d = y[:, t] - y[:, g - 1]
                inside = (start == g) & among
                outside = (start > t) & among
                sums.append(d[inside].mean() - d[outside].mean())
            effects.append(np.mean(sums))
            weights.append(((start == g) & among).sum())
        return np.average(effects, weights=weights)

    everybody = np.ones(len(people), bool)
    whole, n = effect(everybody), len(people)
    without = [effect(np.arange(n) != i) for i in range(n)]
    return (whole, math.sqrt((n - 1) / n
                             * sum((v - whole)**2 for v in without)), n - 1)


def missing(folder, residual):
    """Minutes that those who are not in the data take off the pilot's mean."""
    before, after, treated, _ = panel(folder)
    seats = roster(folder)
    f = treated.sum() / sum(p["arm"] == "pilot" for p in seats.values())
    spread = residual(before, after, treated)[treated].std(ddof=1)
    return -R_MISS * DAYS * spread * math.sqrt((1 - f) / f)


def adjusted(before, after, treated):
    x = np.column_stack([np.ones(len(after)), treated, before])
    return least_squares(after, x)[1]


def changes(before, after, treated):
    return after - before


# Departments would be pooled and weighted by their seats.
UNDIVIDED = ["--set", "policy.segment_by=role"]



def raked():
    """The pilot's changes weighted so that departments count by their seats."""
    seats = roster("matched")
    before, after, treated, _ = panel("matched")
    first, last = answers("matched", "before.csv"), answers("matched", "after.csv")
    held = [p["department"] for p in seats.values() if p["arm"] == "pilot"]
    mean = 0
    for d in set(held):
        mean += held.count(d) / len(held) * np.mean(
            [last[p] - first[p] for p, s in seats.items()
             if s["arm"] == "pilot" and s["department"] == d and p in last
             and p in first])
    return mean - (after - before)[~treated].mean()


# What non-response does: a factor of answers, minutes of differences.
SILENT = {
    "randomised-teams": lambda: missing("randomised-teams", adjusted),
    "matched": lambda: missing("matched", changes),
    "before-after": lambda: missing("before-after", changes),
    "self-report": lambda: 1 - (1 - len(rows("self-report", "after.csv"))
                                / len(roster("self-report"))) * (1 - KAPPA),
}


def self_report():
    """Zeros apart, the rest lognormal between the edges of its range."""
    edges = {"1-15": (1, 15), "16-30": (16, 30), "31-60": (31, 60),
             "more than 60": (60, math.inf)}
    given = [r["minutes"] for r in rows("self-report", "after.csv")]
    zero = sum(a == "none" for a in given) / len(given)
    low = np.log([edges[a][0] for a in given if a != "none"])
    high = np.log([edges[a][1] for a in given if a != "none"])

    def loss(q):
        s = math.exp(q[1])
        return -np.log(stats.norm.cdf((high - q[0]) / s)
                       - stats.norm.cdf((low - q[0]) / s)).sum()
    fit = optimize.minimize(loss, [3, 0], method="Nelder-Mead",
                            options={"xatol": 1e-12, "fatol": 1e-13,
                                     "maxiter": 9999}).x
    return ((1 - zero) * math.exp(fit[0] + math.exp(2 * fit[1]) / 2), None,
            len(given) - 1)


# name: estimate, minutes of it a week, letter, tolerance
WANT = {
    "randomised": (lambda: ancova("randomised", False), -DAYS, "B", 1e-9),
    "randomised-teams":
        (lambda: ancova("randomised-teams", True), -DAYS, "B", 1e-8),
    "holdout": (holdout, 18, "B", 1e-9),
    "matched": (matched, -DAYS, "B", 1e-9),
    "staggered": (staggered, 15, "C", 1e-9),
    "before-after": (before_after, -DAYS, "C", 1e-9),
    "cross-section": (cross_section, -DAYS, "C", 1e-9),
    "self-report": (self_report, DAYS, "C", 1e-5),
    "tasks": (tasks, None, "B", 1e-8),
}


def chain_of(gross, name, printed):
    """(step, value, minutes after) of each step, and of what is printed."""
    answered = name == "self-report"
    values = dict.fromkeys(STEPS, 1)
    values.update(NEUTRAL)
    values.update({
        "gross answer": gross, "persistence": PERSISTENCE,
        "realisation": REALISATION, "measurement": FACTOR if answered else 1,
        "non-response": SILENT.get(name, lambda: 1)(),
        "design bias": (-0.3 * max(gross, 0)
                        if name in ("before-after", "cross-section") else 0)})
    adds = {"gross answer", "design bias", "non-response, control"}
    if name in SILENT and not answered:
        adds.add("non-response")
    after, out = 0, []
    for step in printed:
        after = after + values[step] if step in adds else after * values[step]
        out.append((step, values[step], after))
    return out


def sheet_rows(path):
    sheet = openpyxl.load_workbook(path, data_only=True)["Evidence"]
    return [[c.value for c in row] for row in sheet.iter_rows()]


def check_sheet(name, path, want, tolerance):
    table = sheet_rows(path)
    top = next(i for i, r in enumerate(table) if r[0] == "Step")
    for (step, value, after), row in zip(want, table[top + 1:]):
        ok(row[0] == step, f"{name}: the sheet has {step}", row[0])
        close(row[2], value, f"{name}: {step}, its value", tolerance)
        close(row[5], after, f"{name}: minutes after {step}", tolerance)


def check_command(name, path, csv_path, lead):
    """The command of the sheet, on the rows, gives the estimate again."""
    command = next((r[1] for r in sheet_rows(path)
                    if r[0] == "The same from the rows"), None)
    ok(command is not None, f"{name}: the sheet has a command")
    if command is None:
        return
    words = shlex.split(command)
    words = [PROGRAM] + [csv_path if w == "rows.csv" else w
                         for w in words[1:]] + ["--json"]
    run = subprocess.run(words, capture_output=True, text=True)
    ok(run.returncode == 0, f"{name}: the command runs", run.stderr)
    if run.returncode != 0:
        return
    out = json.loads(run.stdout)
    if words[2] == "ols":
        out = next((c for c in out["coefficients"] if c["name"] == "exposed"),
                   out["coefficients"][0])
    if words[2] == "interval":
        out = out["mean"]
    close(out["estimate"], lead["estimate"], f"{name}: estimate from the rows")
    se = lead["se"]
    if name == "randomised-teams":  # the rows know nothing of the prior
        before, after, treated, team = panel(name)
        x = np.column_stack([np.ones(len(after)), treated, before])
        se = cr2(after, x, 1, team)[1]
    close(out["se"], se, f"{name}: standard error from the rows", 1e-8)


def check(name, folder):
    path = os.path.join(folder, name)
    run = subprocess.run(
        [PROGRAM, "evaluate", os.path.join(DESIGNS, name), "-o", path + ".xlsx",
         "--json", path + ".json", "--rows", path + ".csv", *UNDIVIDED],
        capture_output=True, text=True)
    ok(run.returncode == 0, f"{name}: evaluates", run.stderr)
    with open(path + ".json") as f:
        result = json.load(f)
    lead = next(e for e in result["evidence"] if e["chain"])
    make, minutes, letter, tolerance = WANT[name]
    estimate, se, df = make()
    close(lead["estimate"], estimate, f"{name}: estimate", tolerance)
    if se is not None:
        close(lead["se"], se, f"{name}: standard error", tolerance)
    close(lead["df"], df, f"{name}: degrees of freedom", 1e-7)
    ok(result["verdict"]["evidence_grade"] == letter, f"{name}: grade {letter}",
       result["verdict"]["evidence_grade"])
    gross = (estimate * minutes if minutes is not None
             else 600 * (1 - math.exp(estimate)))
    steps = [s["step"] for s in lead["chain"]]
    ok([s for s in steps if s not in NEUTRAL] == [
        s for s in STEPS if s in steps or s != "non-response"],
       f"{name}: the links in their order", steps)
    if name == "matched":  # departments are known of everybody
        gross = minutes * raked()
    want = chain_of(gross, name, steps)
    for link, (_, value, _) in zip(lead["chain"], want):
        close(link["value"], value, f"{name}: {link['step']} in result.json",
              tolerance)
    check_sheet(name, path + ".xlsx", want, tolerance)
    if name != "staggered":
        check_command(name, path + ".xlsx", path + ".csv", lead)
    return path + ".xlsx"


def main():
    with tempfile.TemporaryDirectory() as folder:
        paths = [check(name, folder) for name in WANT]
        for path, copy in zip(paths, recalculate.recalculate(paths, folder)):
            n, bad = recalculate.compare(path, copy)
            name = os.path.basename(path)
            ok(n > 0 and not bad, f"{name}: LibreOffice agrees",
               *[str(b) for b in bad])
    done()


if __name__ == "__main__":
    main()
