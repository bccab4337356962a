#!/usr/bin/python3
"""Makes a pilot folder of any size, for looks and for speed.

    stress_pilot.py FOLDER [--seats N] [--segments N] [--rejects N]
                    [--name-length N] [--price X] [--weeks N] [--wage X]
                    [--no-outcomes] [--no-saved]

Numbers come from a fixed seed; the same words make the same bytes.
"""
import argparse
import json
import os
import random


def name_of(segment, length):
    """A name of exactly so many characters, no two alike."""
    text = f"Department {segment:03d} of research, supply and administration"
    while len(text) < length:
        text += " and of everything else"
    return text[:length].rstrip() + "x" * (length - len(text[:length].rstrip()))


def write_roster(a, rng):
    people = []
    with open(os.path.join(a.folder, "seats.csv"), "w") as f:
        f.write("person,arm,department,team,hourly_cost\n")
        for i in range(2 * a.seats):
            arm = "pilot" if i < a.seats else "control"
            segment = i % a.segments
            wage = round(a.wage * rng.uniform(0.8, 1.2), 2)
            people.append((f"p{i:06d}", arm, segment))
            f.write(f"p{i:06d},{arm},\"{name_of(segment, a.name_length)}\","
                    f"team-{segment}-{i // a.segments % 9},{wage}\n")
    return people


def write_outcomes(a, people, rng):
    with open(os.path.join(a.folder, "reports.csv"), "w") as f:
        f.write("person,period,value\n")
        for person, arm, segment in people:
            base = rng.gauss(20, 3)
            gain = 0.6 * (segment % 5) if arm == "pilot" else 0
            f.write(f"{person},2023-12-04,{base + rng.gauss(0, 1):.2f}\n"
                    f"{person},2024-05-06,{base + gain + rng.gauss(0, 1):.2f}\n")


def write_usage(a, people, rng):
    with open(os.path.join(a.folder, "usage.csv"), "w") as f:
        f.write("person,period,active_days,actions\n")
        for week in range(a.weeks):
            for person, arm, segment in people[:a.seats]:
                if rng.random() < 0.75:
                    f.write(f"{person},2024-W{week + 10:02d},"
                            f"{rng.randint(1, 5)},{rng.randint(1, 90)}\n")
        for i in range(a.rejects):
            f.write(f"{people[i % a.seats][0]},2024-W99,many,{i}\n")


def write_survey(a, people, rng):
    for wave in ("before", "after"):
        with open(os.path.join(a.folder, wave + ".csv"), "w") as f:
            f.write("person,quality,saved\n")
            for person, arm, segment in people[:min(a.seats, 2000)]:
                score = min(5, max(1, round(rng.gauss(
                    3 + (wave == "after") * 0.4, 1))))
                f.write(f"{person},{score},{rng.randint(0, 60)} minutes\n")


def write_pilot(a):
    pilot = {
        "seatworth": 1, "name": name_of(999, a.name_length),
        "product": "Copilot", "currency": "USD", "as_of": "2024-06-30",
        "pilot": {"start": "2024-01-01", "end": "2024-06-30",
                  "assignment": "matched"},
        "roster": {"file": "seats.csv"}, "usage": {"file": "usage.csv"},
        "outcomes": [{"file": "reports.csv", "metric": "reports_per_week",
                      "better": "higher", "minutes_per_unit": 18,
                      "unit": "person"}]
        if a.outcomes else [],
        "survey": {
            "files": [{"file": "before.csv", "wave": "before"},
                      {"file": "after.csv", "wave": "after"}],
            "person": "person",
            "items": [{"id": "quality", "kind": "likert", "points": 5,
                       "question": "How good are the drafts? " * 3},
                      {"id": "saved", **({"per": "day"} if a.saved else {}),
                       "kind": "time-saved" if a.saved else "text",
                       "question": "How much time is saved on a day?"}]},
        # without an effect there is still money: the model has all its rows
        "benefits": [] if a.saved or a.outcomes else [
            {"id": "agency", "kind": "cost-avoided", "class": "cashable",
             "amount_per_year": {"pert": [0, 80000, 150000]},
             "budget_line": "6410", "owner": "Head", "from": "2024-08-01"}],
        "contract": {"price": a.price, "per": "seat-month",
                     "seats_purchased": a.seats, "billing": "annual-upfront",
                     "term_months": 12, "term_start": "2023-08-01",
                     "term_end": "2024-07-31", "notice_days": 30,
                     "auto_renew": True, "reductions": "at-renewal"},
        "assumptions": {"hourly_cost": a.wage},
        "simulation": {"draws": 4096, "seed": 7},
    }
    with open(os.path.join(a.folder, "pilot.json"), "w") as f:
        json.dump(pilot, f, indent=1)


def make(folder, seats=500, segments=6, rejects=0, name_length=24, price=30.0,
         weeks=8, wage=62.0, outcomes=True, saved=True):
    a = argparse.Namespace(**locals())
    rng = random.Random(20240630)
    os.makedirs(folder, exist_ok=True)
    people = write_roster(a, rng)
    if a.outcomes:
        write_outcomes(a, people, rng)
    write_usage(a, people, rng)
    write_survey(a, people, rng)
    write_pilot(a)
    return folder


def main():
    p = argparse.ArgumentParser()
    p.add_argument("folder")
    p.add_argument("--seats", type=int, default=500)
    p.add_argument("--segments", type=int, default=6)
    p.add_argument("--rejects", type=int, default=0)
    p.add_argument("--name-length", type=int, default=24)
    p.add_argument("--weeks", type=int, default=8)
    p.add_argument("--price", type=float, default=30.0)
    p.add_argument("--wage", type=float, default=62.0)
    p.add_argument("--no-outcomes", dest="outcomes", action="store_false",
                   help="a survey alone: many segments cost little then")
    p.add_argument("--no-saved", dest="saved", action="store_false",
                   help="nothing to estimate: the sheets alone take time")
    make(**vars(p.parse_args()))


if __name__ == "__main__":
    main()
