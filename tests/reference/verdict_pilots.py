"""Random small pilots whose verdict a second implementation can follow.

`make(kind, seed, folder)` writes pilot.json and its tables. Money is one line
(time saved) against one price over one year at rate 0 and a plain realisation,
so that what a seat is worth is a product of the evidence alone.
"""

import csv
import json
import os
from datetime import date, timedelta

import numpy as np

START, END = "2025-01-06", "2025-03-30"
BINS = [("None", 0, 0), ("1-15 minutes", 1, 15), ("16-30 minutes", 16, 30),
        ("31-60 minutes", 31, 60), ("More than 60 minutes", 60, None)]
KINDS = ("few", "few-binned", "many", "many-binned", "segments", "people",
         "people-after", "teams", "volunteers", "before-after", "staggered", "seats")


def base(seats, assignment):
    return {
        "seatworth": 1, "name": "A pilot", "currency": "USD",
        "pilot": {"start": START, "end": END, "assignment": assignment},
        "as_of": END, "roster": {"file": "seats.csv"},
        "contract": {"sku": "X", "price": 30.0, "per": "seat-month",
                     "price_basis": "add-on", "seats_purchased": seats,
                     "min_seats": 0, "billing": "monthly", "term_months": 12,
                     "term_start": "2024-05-01", "term_end": "2025-04-30",
                     "notice_days": 0, "lead_days": 0, "auto_renew": False},
        "assumptions": {"working_weeks_per_year": 46, "hours_per_week": 40,
                        "hourly_cost": 66, "discount_rate": 0,
                        "horizon_years": 1, "realisation": 0.5,
                        "persistence": 1},
        "benefits": [{"id": "time", "kind": "time-saved", "class": "capacity"}],
        "costs": [], "policy": {"headline": "with-capacity"},
        "simulation": {"draws": 16384, "seed": 7, "method": "sobol"},
    }


def survey(item, files):
    return {"files": files, "person": "id", "items": [item]}


SAVED = {"id": "ts", "kind": "time-saved", "per": "day", "answers": "auto",
         "question": "How much time does Copilot save you on a typical day?"}
SPENT = {"id": "spent", "kind": "time-spent", "per": "week",
         "question": "How many minutes did you spend on documents last week?"}


def roster(rng, people):
    header = ["person", "arm", "department", "team", "seat_from", "status"]
    rows = [[p["id"], p["arm"], p.get("department", ""), p.get("team", ""),
             p.get("seat_from", ""), "active"] for p in people]
    return header, rows


def say_minutes(minutes):
    return str(int(round(minutes)))


def say_bin(minutes):
    if minutes < 1:
        return "None"
    for text, low, high in BINS[1:]:
        if high is None or minutes <= high:
            return text
    raise ValueError(minutes)


def gains(rng, n, mean, none):
    """Minutes a day as people say them: some none, the rest lognormal."""
    sigma = rng.uniform(.5, 1.1)
    y = np.exp(rng.normal(np.log(mean) - sigma**2 / 2, sigma, n))
    return np.where(rng.random(n) < none, 0, np.clip(np.round(y), 1, 240))


# Self-report of one arm

def self_report(rng, kind):
    binned = kind.endswith("binned")
    few = kind.startswith("few")
    seats = int(rng.integers(30, 200))
    n = int(rng.integers(1, 20)) if few else int(rng.integers(25, seats + 1)) \
        if seats > 25 else seats
    people = [{"id": f"P{i:04d}", "arm": "pilot"} for i in range(seats)]
    y = gains(rng, n, np.exp(rng.uniform(1.2, 3.6)), rng.uniform(0, .4))
    if few and not (y > 0).any():
        y[0] = 12
    say = say_bin if binned else say_minutes
    answers = [[people[i]["id"], "2025-03-20", say(v)] for i, v in
               zip(sorted(rng.choice(seats, n, replace=False)), y)]
    pilot = base(seats, "volunteers")
    pilot["survey"] = survey(SAVED, [{"file": "s.csv", "wave": "after"}])
    return pilot, {"seats.csv": roster(rng, people),
                   "s.csv": (["id", "date", "ts"], answers)}


def segments(rng, kind):
    k = int(rng.integers(2, 6))
    sizes = rng.integers(20, 120, k)
    people, answers = [], []
    for g, size in enumerate(sizes):
        n = int(rng.integers(max(8, size // 10), size + 1))
        y = gains(rng, n, np.exp(rng.uniform(1, 3.4)), .1)
        for i in range(size):
            person = {"id": f"P{len(people):04d}", "arm": "pilot",
                      "department": f"Dept {chr(65 + g)}"}
            people.append(person)
            if i < n:
                answers.append([person["id"], "2025-03-20", say_minutes(y[i])])
    pilot = base(len(people), "volunteers")
    pilot["survey"] = survey(SAVED, [{"file": "s.csv", "wave": "after"}])
    return pilot, {"seats.csv": roster(rng, people),
                   "s.csv": (["id", "date", "ts"], answers)}


# Two arms and a measured outcome

def outcome(cluster):
    return [{"file": "o.csv", "metric": "admin", "better": "lower",
             "unit": "person", "minutes_per_unit": 1, "cluster": cluster}]


def measured(rng, people, gain, before, lost):
    """Rows of o.csv: minutes a week before and after, some people lost."""
    rows = []
    shock = {p.get("team"): rng.normal(0, 12) for p in people}
    for p in people:
        usual = rng.normal(300, 50)
        if rng.random() < lost[p["arm"]]:
            continue
        if before:
            rows.append(["", p["id"], "2024-12", p["arm"],
                         f"{usual + rng.normal(0, 30):.4f}"])
        after = usual + shock[p.get("team")] + rng.normal(0, 30)
        rows.append(["", p["id"], "2025-03", p["arm"],
                     f"{after - gain * (p['arm'] == 'pilot'):.4f}"])
    return ["unit", "person", "period", "arm", "value"], rows


def losses(rng):
    rate = rng.choice([0, .08, .25])
    return {"pilot": rate, "control": max(0, rate + rng.choice([0, .1, -.1]))}


def persons(rng, kind):
    n = int(rng.integers(30, 120))
    people = [{"id": f"P{i:04d}", "arm": "pilot" if i % 2 else "control",
               "team": f"T{i % 12}"} for i in range(2 * n)]
    pilot = base(n, "randomised")
    pilot["pilot"]["expected_split"] = {"pilot": .5, "control": .5}
    pilot["outcomes"] = outcome("person")
    for p in people:
        del p["team"]
    table = measured(rng, people, rng.choice([0, 20, 45]),
                     kind == "people", losses(rng))
    return pilot, {"seats.csv": roster(rng, people), "o.csv": table}


def teams(rng, kind):
    sides = int(rng.integers(2, 13))
    people = []
    for t in range(2 * sides):
        arm = "pilot" if t % 2 else "control"
        for _ in range(int(rng.integers(6, 14))):
            people.append({"id": f"P{len(people):04d}", "arm": arm,
                           "team": f"T{t:02d}"})
    randomised = kind == "teams"
    pilot = base(sum(p["arm"] == "pilot" for p in people),
                 "randomised" if randomised else "volunteers")
    pilot["outcomes"] = outcome("team")
    table = measured(rng, people, rng.choice([0, 25, 60]), not randomised,
                     losses(rng))
    return pilot, {"seats.csv": roster(rng, people), "o.csv": table}


def before_after(rng, kind):
    seats = int(rng.integers(40, 120))
    people = [{"id": f"P{i:04d}", "arm": "pilot"} for i in range(seats)]
    n = int(rng.integers(25, seats + 1))
    gain = rng.choice([0, 30, 80])
    before, after = [], []
    for p in [people[i] for i in rng.choice(seats, n, replace=False)]:
        usual = rng.normal(400, 60)
        before.append([p["id"], "2024-12-12", say_minutes(usual)])
        after.append([p["id"], "2025-03-20",
                      say_minutes(usual - gain + rng.normal(0, 40))])
    pilot = base(seats, "volunteers")
    pilot["survey"] = survey(SPENT, [{"file": "b.csv", "wave": "before"},
                                     {"file": "s.csv", "wave": "after"}])
    return pilot, {"seats.csv": roster(rng, people),
                   "b.csv": (["id", "date", "spent"], before),
                   "s.csv": (["id", "date", "spent"], after)}


MONTHS = ["2024-07", "2024-08", "2024-09", "2024-10", "2024-11", "2024-12"]


def staggered(rng, kind):
    waves, each, never = int(rng.integers(2, 5)), int(rng.integers(1, 4)), \
        int(rng.integers(2, 5))
    people, team = [], 0
    for wave in [*range(1, waves + 1)] * each + [0] * never:
        for _ in range(int(rng.integers(6, 13))):
            people.append({"id": f"P{len(people):04d}", "team": f"T{team:02d}",
                           "arm": "pilot" if wave else "control",
                           "seat_from": f"{MONTHS[wave]}-01" if wave else ""})
        team += 1
    shock = rng.normal(0, 12, (team, len(MONTHS)))
    rows, gain = [], rng.choice([0, 30])
    for p in people:
        usual = rng.normal(300, 40)
        for m, month in enumerate(MONTHS):
            has = p["seat_from"] and p["seat_from"] <= month + "-01"
            value = usual + shock[int(p["team"][1:]), m] + rng.normal(0, 15)
            rows.append(["", p["id"], month, p["arm"],
                         f"{value - gain * bool(has):.4f}"])
    pilot = base(sum(p["arm"] == "pilot" for p in people), "volunteers")
    pilot["pilot"].update(start="2024-08-01", end="2024-12-31")
    pilot["as_of"] = "2024-12-31"
    pilot["contract"].update(term_start="2024-02-01", term_end="2025-01-31")
    pilot["outcomes"] = outcome("team")
    return pilot, {"seats.csv": roster(rng, people),
                   "o.csv": (["unit", "person", "period", "arm", "value"], rows)}


def seats(rng, kind):
    """Who holds and uses a seat: by dates of the roster, by usage, or unknown."""
    pilot, tables = self_report(rng, "many")
    dated = int(rng.integers(3))
    header, rows = tables["seats.csv"]
    answered = {r[0] for r in tables["s.csv"][1]}
    header += ["licensed", "last_activity"]
    usage = []
    for r in rows:
        gone = r[0] not in answered and rng.random() < .2
        licensed = "no" if r[0] not in answered and rng.random() < .15 else "yes"
        if gone:
            r[header.index("status")] = str(rng.choice(["left", "disabled"]))
        days = int(rng.choice([0, 3, 20, 26, 30, 45, 90, 150]))
        last = (date.fromisoformat(END) - timedelta(days)).isoformat()
        never = rng.random() < .15
        r += [licensed, last if dated == 0 and not never else ""]
        if dated == 1 and not never:
            usage.append([r[0], last, 1, 5])
            usage.append([r[0], START, 1, 2])
    held = sum(r[5] == "active" and r[6] == "yes" for r in rows)
    pilot["contract"]["seats_purchased"] = held + int(rng.integers(0, 9))
    if dated == 1:
        pilot["usage"] = {"file": "usage.csv"}
        tables["usage.csv"] = (["person", "period", "active_days", "actions"], usage)
    return pilot, tables


MAKERS = {"seats": seats, "few": self_report, "few-binned": self_report, "many": self_report,
          "many-binned": self_report, "segments": segments, "people": persons,
          "people-after": persons, "teams": teams, "volunteers": teams,
          "before-after": before_after, "staggered": staggered}


def write(folder, pilot, tables):
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, "pilot.json"), "w", encoding="utf-8") as f:
        json.dump(pilot, f, indent=1)
    for name, (header, rows) in tables.items():
        with open(os.path.join(folder, name), "w", newline="") as f:
            csv.writer(f).writerows([header, *rows])


def random_pilot(kind, seed):
    rng = np.random.default_rng([seed, KINDS.index(kind)])
    return MAKERS[kind](rng, kind)


def make(kind, seed, folder):
    write(folder, *random_pilot(kind, seed))
