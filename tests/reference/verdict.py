#!/usr/bin/python3
"""From answers to what a seat is worth, written a second time to be compared.

`verdict.py DIR` prints, as JSON, what the pilot in folder DIR shows: the
undivided estimate as it is drawn, the links of the chain, segments, all seats,
the letter of the evidence and who holds and uses a seat. Nothing is shared with
the program: it reads pilot.json and its CSV files only. Section numbers are
those of METHODS.md. It knows the pilots of verdict_pilots.py: one benefit
(time), one item or one outcome, a year at rate 0, point assumptions.
"""

import json
import os
import re
import sys
from datetime import date, timedelta

import numpy as np
from scipy import stats

from money_dates import read_csv
from verdict_posterior import (
    EFFECT_SCALE, FACTOR, KAPPA, R_CONTROL, R_TREATED, Points, bias_prior,
    design_variance, draw_of, few_answers, mean_of, quantile_of, shrunken,
    silent_ratio, silent_scale)

DAYS = 5
FEW = 20
DRAWS = 400_000
RECORD = .5        # of r_miss, where the outcome is a system of record
REALISATION = {"pert": [.25, .5, .75]}
PERSISTENCE = {"pert": [.6, .85, 1]}
GONE = ("left", "disabled")
LEVEL = {"randomised": 5, "matched": 4, "volunteers": 3}


class Pilot:
    def __init__(self, folder):
        with open(os.path.join(folder, "pilot.json"), encoding="utf-8") as f:
            self.json = json.load(f)
        self.read = lambda source: read_csv(folder, source)
        self.people = [p for p in self.read(self.json["roster"])
                       if holds_seat(p)]
        self.start = self.json["pilot"]["start"]
        self.as_of = self.json["as_of"]
        self.level = LEVEL[self.json["pilot"]["assignment"]]
        self.policy = self.json.get("policy", {})
        a = self.json["assumptions"]
        self.factor = a.get("self_report_factor", FACTOR)
        self.days = a.get("days_per_week", DAYS)
        self.hour = a["working_weeks_per_year"] / 60 * a["hourly_cost"]
        self.worth = [a.get("realisation", REALISATION),
                      a.get("persistence", PERSISTENCE)]
        self.price = 12 * self.json["contract"]["price"]

    def arm(self, name):
        return [p for p in self.people if (p.get("arm") or "pilot") == name]

    def value(self, rng, n):
        """What a minute a week is worth a year, in each draw (4.6 c)."""
        return self.hour * np.prod([draw_of(s, rng, n) for s in self.worth], 0)


def holds_seat(p):
    """4.9: people without a licence are not eligible."""
    return p.get("status") not in GONE and p.get("licensed") != "no"


# ----------------------------------------------------------- Answers (4.2)

def read_answer(text):
    """(low, high) minutes of a text; a number is a point; None: no answer."""
    if not text:
        return None
    if text.lower() == "none":
        return 0.0, 0.0
    n = [float(x) for x in re.findall(r"\d+(?:\.\d+)?", text)]
    if text.lower().startswith("more than"):
        return n[0], None
    return (n[0], n[1]) if len(n) == 2 else (n[0], n[0])


def answers_of(pilot, item, wave):
    """person -> (low, high) of those who hold a seat."""
    survey = pilot.json["survey"]
    key, found = survey["person"], {}
    eligible = {p["person"] for p in pilot.people}
    for source in survey["files"]:
        if source["wave"] != wave:
            continue
        for row in pilot.read(source):
            answer = read_answer(row[item["id"]])
            if answer is not None and row[key] in eligible:
                found[row[key]] = answer
    return found


def t_points(mean, se, df, n=4001):
    p = (np.arange(n) + .5) / n
    return Points(mean + se * stats.t.ppf(p, df), np.ones(n))


# ------------------------------------------- One arm that says what it saves

def self_report(pilot, item):
    said = answers_of(pilot, item, "after")
    per = pilot.days if item["per"] == "day" else 1
    seats = pilot.arm("pilot")
    y = [said[p["person"]] for p in seats if p["person"] in said]
    out = {"design": "self-report", "level": 1, "n": len(y), "f": len(y) / len(seats)}
    if len(y) < FEW:
        known = [a for a in y if a != (0, 0)]
        day = few_answers(known, len(y) - len(known), 141, 81, 100)
        out["gross"] = Points(per * day.values, day.weights)
    elif all(low == high for low, high in y):
        v = per * np.array([low for low, _ in y])
        out.update(mean=v.mean(), se=v.std(ddof=1) / np.sqrt(len(v)), df=len(v) - 1)
        out["gross"] = t_points(out["mean"], out["se"], out["df"])
    out["segments"] = [] if len(y) < FEW else segment_answers(pilot, seats, said, per)
    return out


def segment_answers(pilot, seats, said, per):
    """4.5: name, seats, f, n, mean and spread of those who answered."""
    by = pilot.policy.get("segment_by", "department")
    groups = {}
    for p in seats:
        groups.setdefault(p.get(by) or "", []).append(p["person"])
    if len(groups) < 2 or "" in groups:
        return []
    rows = []
    for name, persons in sorted(groups.items()):
        y = np.array([per * said[x][0] for x in persons if x in said])
        rows.append({"segment": name, "seats": len(persons), "n": len(y),
                     "f": len(y) / len(persons),
                     "mean": y.mean() if len(y) else None,
                     "ss": float(((y - y.mean())**2).sum()) if len(y) else 0.0})
    return rows


# ------------------------------------------------------ Two arms, an outcome

def outcome_values(pilot, source):
    """person -> (before, after), benefit scale: minutes saved are positive."""
    sign = (-1 if source["better"] == "lower" else 1) * source["minutes_per_unit"]
    sums = {}
    for row in pilot.read(source):
        late = row["period"] >= pilot.start[:7]
        s = sums.setdefault(row["person"], {False: [], True: []})
        s[late].append(sign * float(row["value"]))
    mean = lambda v: float(np.mean(v)) if v else None
    return {k: (mean(s[False]), mean(s[True])) for k, s in sums.items()}


def least_squares(y, x):
    bread = np.linalg.inv(x.T @ x)
    b = bread @ x.T @ y
    return b, y - x @ b, bread


def cr2(y, x, cluster, k):
    """2.5 with singletons HC2: estimate, standard error, Satterthwaite df."""
    b, e, bread = least_squares(y, x)
    hat = np.eye(len(y)) - x @ bread @ x.T
    c = np.eye(x.shape[1])[k]
    v, p = 0.0, []
    for g in sorted(set(cluster)):
        i = np.array([z == g for z in cluster])
        value, vector = np.linalg.eigh(hat[np.ix_(i, i)])
        root = np.where(value > 1e-12, value.clip(1e-12)**-.5, 0)
        w = (vector * root) @ vector.T @ x[i] @ bread @ c
        v += float(w @ e[i])**2
        p.append(hat[:, i] @ w)
    gram = np.array(p) @ np.array(p).T
    return float(b[k]), np.sqrt(v), np.trace(gram)**2 / (gram**2).sum(), e


def welch_df(*arms):
    v = [a.var(ddof=1) / len(a) for a in arms]
    return sum(v)**2 / sum(x**2 / (len(a) - 1) for x, a in zip(v, arms))


def two_arms(pilot, source):
    values = outcome_values(pilot, source)
    has = lambda v: v is not None and v[1] is not None
    panel = any(v[0] is not None for v in values.values())
    full = lambda v: has(v) and (v[0] is not None or not panel)
    rows = [p for p in pilot.people if full(values.get(p["person"]))]
    treated = np.array([p["arm"] == "pilot" for p in rows])
    first = np.array([values[p["person"]][0] or 0.0 for p in rows])
    after = np.array([values[p["person"]][1] for p in rows])
    out = {"level": pilot.level, "n": int(treated.sum()),
           "n_control": int((~treated).sum()), "record": source.get("system_of_record", False),
           "f": treated.sum() / len(pilot.arm("pilot")),
           "f_control": (~treated).sum() / len(pilot.arm("control")),
           "randomised": pilot.level == 5, "panel": panel}
    team = [p.get("team") for p in rows]
    by_team = pilot.level < 5 or whole_teams(pilot)
    out["cluster"] = "team" if by_team else "person"
    out["teams"] = [len({t for t, z in zip(team, treated) if z == side})
                    for side in (True, False)]
    y, x = after, [np.ones(len(rows)), treated.astype(float)]
    if panel and pilot.level < 5:
        y = after - first
    elif panel:
        x.append(first)
    x = np.column_stack(x)
    cluster = team if by_team else [p["person"] for p in rows]
    effect, se, df, e = cr2(y, x, cluster, 1)
    out["satterthwaite"] = df
    if not by_team and panel:
        out["residual_df"] = len(y) - x.shape[1]
    elif not by_team:
        df = welch_df(y[treated], y[~treated])
    if by_team:
        se, df = shrink_teams(y, treated, team, se, df)
    out.update(mean=effect, se=se, df=df, gross=t_points(effect, se, df))
    out["sd"], out["sd_control"] = residual_sd(e, treated), residual_sd(e, ~treated)
    return out


def whole_teams(pilot):
    """2.5, clusters follow the assignment: no team has people of both arms."""
    arms = {}
    for p in pilot.people:
        arms.setdefault(p.get("team") or p["person"], set()).add(p["arm"])
    return bool(any(p.get("team") for p in pilot.people)) and \
        all(len(a) == 1 for a in arms.values())


def residual_sd(e, rows):
    return float(e[rows].std(ddof=1))


def pooled_spread(*groups):
    ss = sum(((g - g.mean())**2).sum() for g in groups)
    return np.sqrt(ss / sum(len(g) - 1 for g in groups))


def shrink_teams(y, treated, team, se, df):
    """4.2.4: people's spread is of what the design compares, changes or levels."""
    sizes = [np.unique([t for t, z in zip(team, treated) if z == side],
                       return_counts=True)[1] for side in (True, False)]
    spread = pooled_spread(y[treated], y[~treated])
    return shrunken(se, df, design_variance(spread, sizes))


# ---------------------------------------------- One arm before and after

def before_after(pilot, item):
    first, after = (answers_of(pilot, item, w) for w in ("before", "after"))
    both = [p["person"] for p in pilot.arm("pilot")
            if p["person"] in first and p["person"] in after]
    change = np.array([first[x][0] - after[x][0] for x in both])
    n, sd = len(both), float(change.std(ddof=1))
    return {"level": 2, "n": n, "f": n / len(pilot.arm("pilot")), "record": False,
            "mean": change.mean(), "se": sd / np.sqrt(n), "df": n - 1, "sd": sd,
            "gross": t_points(change.mean(), sd / np.sqrt(n), n - 1)}


# ------------------------------------------------------- Staggered (4.8)

def staggered(pilot, source):
    rows = pilot.read(source)
    months = sorted({r["period"] for r in rows})
    sign = (-1 if source["better"] == "lower" else 1) * source["minutes_per_unit"]
    at = {(r["person"], r["period"]): sign * float(r["value"]) for r in rows}
    people = [p for p in pilot.people if (p["person"], months[0]) in at]
    y = np.array([[at[p["person"], m] for m in months] for p in people])
    cohort = np.array([months.index(p["seat_from"][:7]) if p["seat_from"]
                       else len(months) for p in people])
    team = np.array([p["team"] for p in people])
    keep = kept_cohorts(cohort, team, len(months))
    if not keep:
        return {"level": 3, "estimable": False}
    inside = np.isin(cohort, keep + [len(months)]) | (cohort > min(keep))
    names = sorted({t for t, c in zip(team, cohort) if c in keep or
                    serves_as_control(c, keep)})
    all_in = group_time(y, cohort, keep)
    without = [group_time(y[team != t], cohort[team != t], keep) for t in names]
    g = len(names)
    se = np.sqrt((g - 1) / g * sum((w - all_in)**2 for w in without))
    centred = np.sqrt((g - 1) / g * sum((w - np.mean(without))**2 for w in without))
    return {"level": 3, "estimable": True, "mean": all_in, "se": float(se),
            "se_centred": float(centred), "df": g - 1, "kept": keep,
            "inside": int(inside.sum())}


def serves_as_control(c, keep):
    return any(c > k for k in keep)


def kept_cohorts(cohort, team, periods):
    """Cohorts of two teams or more, with two teams of controls in every month."""
    kept = []
    for c in sorted(set(cohort) - {periods}):
        own = len(set(team[cohort == c]))
        controls = min(len(set(team[cohort > t])) for t in range(c, periods))
        if own >= 2 and controls >= 2:
            kept.append(int(c))
    return kept


def group_time(y, cohort, keep):
    """Each cohort against those without a seat yet; cohorts by their people."""
    effects, weights = [], []
    for c in keep:
        own = y[cohort == c]
        path = [(own[:, t] - own[:, c - 1]).mean() -
                (y[cohort > t][:, t] - y[cohort > t][:, c - 1]).mean()
                for t in range(c, y.shape[1])]
        effects.append(np.mean(path))
        weights.append(len(own))
    return float(np.average(effects, weights=weights))


# ------------------------------------------------ All seats (2.8 and 4.5)

class Hierarchy:
    """theta_g ~ N(mu, tau^2), tau half-normal(0, s), mu flat; by quadrature."""

    def __init__(self, y, v, scale=EFFECT_SCALE, n=2001):
        self.y, self.v = np.asarray(y, float), np.asarray(v, float)
        tau = np.linspace(0, 8 * scale, n)
        w = 1 / (self.v[None, :] + tau[:, None]**2)
        mu = (w @ self.y) / w.sum(1)
        log_p = -.5 * (tau / scale)**2 + .5 * np.log(w).sum(1) \
            - .5 * np.log(w.sum(1)) - .5 * (w * (self.y - mu[:, None])**2).sum(1)
        p = np.exp(log_p - log_p.max())
        p[[0, -1]] *= .5
        self.tau, self.p, self.mu, self.mu_sd = tau, p / p.sum(), mu, w.sum(1)**-.5

    def means(self):
        b = self.tau[:, None]**2 / (self.tau[:, None]**2 + self.v)
        theta = b * self.y + (1 - b) * self.mu[:, None]
        return self.p @ theta, float(self.p @ self.mu)

    def draw(self, rng, n, unseen=0):
        """n draws of theta, and of `unseen` segments that nobody answered for."""
        i = rng.choice(len(self.tau), n, p=self.p)
        tau, mu = self.tau[i], self.mu[i] + self.mu_sd[i] * rng.standard_normal(n)
        b = tau[:, None]**2 / (tau[:, None]**2 + self.v)
        theta = b * self.y + (1 - b) * mu[:, None] + \
            np.sqrt(b * self.v) * rng.standard_normal((n, len(self.v)))
        new = mu[:, None] + tau[:, None] * rng.standard_normal((n, unseen))
        return theta, new


def segment_draws(rows, rng, n):
    seen = [r for r in rows if r["n"]]
    pooled = sum(r["ss"] for r in seen) / (sum(r["n"] for r in seen) - len(seen))
    h = Hierarchy([r["mean"] for r in seen], [pooled / r["n"] for r in seen])
    theta, new = h.draw(rng, n, len(rows) - len(seen))
    means, mu = h.means()
    theta, new, means = iter(theta.T), iter(new.T), iter(means)
    columns = []
    for r in rows:
        r["pooled"] = float(next(means)) if r["n"] else mu
        columns.append(next(theta) if r["n"] else next(new))
    return columns


# ------------------------------------------------------------- The chain

def priced(pilot, effect, record=RECORD, n=DRAWS):
    """Minutes a seat-week in each draw: of all seats, and by segment (4.6)."""
    rng = np.random.default_rng(20250330)
    if effect["level"] == 1:
        factor = draw_of(pilot.factor, rng, n)
        kappa = draw_of(KAPPA, rng, n)
        rows = effect["segments"]
        if not rows:
            theta = effect["gross"].draw(rng, n)
            return theta * factor * silent_ratio(effect["f"], kappa), []
        columns = [t * factor * silent_ratio(r["f"], kappa)
                   for t, r in zip(segment_draws(rows, rng, n), rows)]
        share = np.array([r["seats"] for r in rows], float)
        return np.column_stack(columns) @ (share / share.sum()), columns
    minutes = effect["gross"].draw(rng, n)
    half = record if effect["record"] else 1.0
    minutes = minutes - half * silent_shift(effect, rng, n)
    mean, sd = bias_prior(effect["level"], effect["mean"])
    return minutes + mean + sd * rng.standard_normal(n), []


def silent_shift(effect, rng, n):
    r = lambda prior: np.clip(rng.normal(*prior, n), -1, 1)
    shift = r(R_TREATED) * silent_scale(effect["sd"], effect["f"])
    if "f_control" in effect:
        shift = shift - r(R_CONTROL) * silent_scale(effect["sd_control"],
                                                    effect["f_control"])
    return shift


def silent_link(pilot, effect, record=RECORD):
    """Mean and 95 % ends of the link on its own scale, undivided."""
    if effect["level"] == 1:
        f = effect["f"]
        return [silent_ratio(f, k) for k in (
            mean_of(KAPPA), quantile_of(KAPPA, .025), quantile_of(KAPPA, .975))]
    half = record if effect["record"] else 1.0
    t = half * silent_scale(effect["sd"], effect["f"])
    c = half * silent_scale(effect["sd_control"], effect["f_control"]) \
        if "f_control" in effect else 0.0
    mean = -t * R_TREATED[0] + c * R_CONTROL[0]
    sd = np.hypot(t * R_TREATED[1], c * R_CONTROL[1])
    return [mean, mean - 1.959964 * sd, mean + 1.959964 * sd]


# ------------------------------------------------------------ Grades (4.1)

def sample_ratio_p(pilot):
    split = pilot.json["pilot"].get("expected_split")
    if pilot.level != 5 or not split:
        return None
    n = [len(pilot.arm(a)) for a in ("pilot", "control")]
    return float(stats.chisquare(n, [sum(n) * split[a] for a in
                                     ("pilot", "control")]).pvalue)


def letters(pilot, effect):
    """The letters that the facts allow; more than one where a figure of money
    (the tipping r_miss, the verdict at kappa 0) or of scrutiny decides."""
    n, f = effect["n"], effect["f"]
    control = "f_control" in effect
    if not control:
        if n < FEW and f < .8:
            return "D"
        if f < .3:
            return "CD"
        return "C"
    gap = abs(f - effect["f_control"])
    teams = effect["teams"] if effect["cluster"] == "team" else None
    p = sample_ratio_p(pilot)
    if (p is not None and p <= .001) or gap > .30 or \
            (teams and effect["randomised"] and min(teams) < 2):
        return "D"
    if n + effect["n_control"] < FEW:
        return "C"
    if not effect["randomised"]:
        return "BC"
    enough = min(teams) >= 10 if teams else \
        min(n, effect["n_control"]) >= 50
    if not enough or gap >= .05 or p is None:
        return "B"  # a gate that could not be tried is not passed
    return "A" if min(f, effect["f_control"]) >= .85 else "AB"


# ------------------------------------------------------- Seats (4.9)

def seats(pilot):
    """Who holds and uses a seat, by dates; None where no date says it."""
    purchased = pilot.json["contract"]["seats_purchased"]
    holders = pilot.arm("pilot")
    as_of = date.fromisoformat(pilot.as_of)
    idle_days = pilot.policy.get("idle_days", 28)
    last = last_activity(pilot)
    out = {"purchased": purchased, "assigned": len(holders),
           "unassigned": purchased - len(holders), "active": None, "idle": None}
    if last is None:
        return out
    first = as_of - timedelta(days=idle_days)
    days = [last.get(p["person"]) for p in holders]
    out["active"] = sum(d is not None and first < d <= as_of for d in days)
    out["idle"] = len(holders) - out["active"]
    return out


def last_activity(pilot):
    """person -> last day of use, from the roster or the usage file."""
    found = {}
    if "usage" in pilot.json:
        for r in pilot.read(pilot.json["usage"]):
            if float(r["active_days"] or 0) > 0:
                d = date.fromisoformat(r["period"])
                found[r["person"]] = max(d, found.get(r["person"], d))
        return found
    if any(p.get("last_activity") for p in pilot.people):
        return {p["person"]: date.fromisoformat(p["last_activity"])
                for p in pilot.people if p["last_activity"]}
    return None


# -------------------------------------------------------------- Together

def effect_of(pilot):
    if "survey" in pilot.json:
        (item,) = pilot.json["survey"]["items"]
        return self_report(pilot, item) if item["kind"] == "time-saved" \
            else before_after(pilot, item)
    (source,) = pilot.json["outcomes"]
    starts = {p.get("seat_from") for p in pilot.people} - {None, ""}
    return staggered(pilot, source) if len(starts) > 1 else \
        two_arms(pilot, source)


def verdict(folder):
    pilot = Pilot(folder)
    effect = effect_of(pilot)
    out = {"pilot": pilot, "effect": effect, "seats": seats(pilot)}
    if "estimable" in effect:
        return out
    out["letters"] = letters(pilot, effect)
    out["link"] = silent_link(pilot, effect)
    if "gross" not in effect and not effect.get("segments"):
        return out
    total, columns = priced(pilot, effect)
    out["minutes"] = float(total.mean())
    out["interval"] = np.quantile(total, [.025, .975]).tolist()
    value = pilot.value(np.random.default_rng(1), len(total))
    nets = [value * c - pilot.price for c in [total, *columns]]
    out["net"], *out["segment_nets"] = [float(n.mean()) for n in nets]
    out["chance"], *out["segment_chances"] = [float((n > 0).mean()) for n in nets]
    return out


def plain(x):
    if isinstance(x, Points):
        return {"mean": x.mean(), "ci95": x.quantile([.025, .975]).tolist()}
    if isinstance(x, np.generic):
        return x.item()
    return None


if __name__ == "__main__":
    result = verdict(sys.argv[1])
    del result["pilot"]
    print(json.dumps(result, indent=1, default=plain))
