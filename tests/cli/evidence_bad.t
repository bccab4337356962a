#!/usr/bin/python3
"""Data that allow no sound estimate give one with its caveat, or null with the
reason: never a number without support, never a crash."""
import csv
import json
import math
import os
import subprocess
import sys
import tempfile

import jsonschema

sys.path.insert(0, "tests/support")
from tap import done, ok  # noqa: E402

PROGRAM = os.environ.get("SEATWORTH", "build/seatworth")
SCHEMA = json.load(open("templates/schemas/result.schema.json"))
PILOT = {
    "seatworth": 1, "name": "bad data", "currency": "USD",
    "pilot": {"start": "2024-01-01", "end": "2024-06-30",
              "assignment": "volunteers"},
    "as_of": "2024-06-30",
    "roster": {"file": "seats.csv"},
    "contract": {"price": 30, "seats_purchased": 24, "term_months": 12,
                 "term_start": "2024-01-01", "term_end": "2024-12-31"},
    "assumptions": {"hourly_cost": 60},
    "simulation": {"draws": 1024, "seed": 3}}
SPENT = {"files": [{"file": "before.csv", "wave": "before"},
                   {"file": "after.csv", "wave": "after"}],
         "person": "person",
         "items": [{"id": "minutes", "question": "Minutes on documents",
                    "kind": "time-spent", "per": "day"}]}
SAVED = {"files": [{"file": "after.csv", "wave": "after"}], "person": "person",
         "items": [{"id": "minutes", "question": "Minutes saved a day",
                    "kind": "time-saved", "per": "day"}]}


def table(folder, name, head, rows):
    with open(os.path.join(folder, name), "w", newline="") as f:
        csv.writer(f).writerows([head] + rows)


def who(i):
    return f"p{i:02}@example.org"


def value(i, after):
    """Something that varies."""
    return 60 + (i * 7) % 13 + (i * after * 5) % 9 - 4 * after


def seats(folder, arms, extra=None):
    head = ["person", "arm"] + ([extra[0]] if extra else [])
    table(folder, "seats.csv", head,
          [[who(i), arm] + ([extra[1][i]] if extra else [])
           for i, arm in enumerate(arms)])


def wave(folder, name, people, make):
    table(folder, name, ["person", "minutes"],
          [[who(i), make(i)] for i in people])


def finite(x):
    """No NaN or infinity anywhere, which the parser would let pass."""
    if isinstance(x, float):
        return math.isfinite(x)
    if isinstance(x, dict):
        return all(finite(v) for v in x.values())
    return not isinstance(x, list) or all(finite(v) for v in x)


def evaluate(name, folder, **parts):
    with open(os.path.join(folder, "pilot.json"), "w") as f:
        json.dump({**PILOT, **parts}, f)
    out = os.path.join(folder, "result.json")
    run = subprocess.run(
        [PROGRAM, "evaluate", folder, "--json", out, "-o",
         os.path.join(folder, "report.xlsx")], capture_output=True, text=True)
    ok(run.returncode == 0, f"{name}: evaluates", run.stderr)
    if run.returncode != 0:
        return None
    with open(out) as f:
        result = json.load(f)
    errors = list(jsonschema.Draft202012Validator(SCHEMA).iter_errors(result))
    ok(not errors, f"{name}: meets the schema",
       *[e.message for e in errors[:5]])
    ok(finite(result), f"{name}: no figure is NaN or infinite")
    return result


def says(name, result, *words):
    """Some note or warning has the words."""
    notes = [n for e in result["evidence"] for n in e["notes"]]
    notes += result["data_quality"]["warnings"]
    notes += result["verdict"]["reasons"]
    for word in words:
        ok(any(word in n for n in notes), f"{name}: says \"{word}\"", *notes)


def one_in_control(folder):
    seats(folder, ["control"] + ["pilot"] * 23)
    for after, name in enumerate(("before.csv", "after.csv")):
        wave(folder, name, range(24), lambda i: value(i, after))
    r = evaluate("one control", folder, survey=SPENT)
    first = r["evidence"][0]
    ok(first["estimate"] is None, "one control: no comparison with it", first)
    says("one control", r, "the control group has one person")
    lead = next(e for e in r["evidence"] if e["chain"])
    ok(lead["n_control"] == 0 and lead["grade"] == 2,
       "one control: before and after alone leads", lead["design"])


def same_answer(folder):
    seats(folder, ["pilot"] * 24)
    wave(folder, "after.csv", range(24), lambda i: 20)
    r = evaluate("same answer", folder, survey=SAVED)
    e = r["evidence"][0]
    ok(e["se"] > 0 and e["p"] is None and
       e["ci95"][0] < 20 < e["ci95"][1],
       "same answer: no certainty", e)
    says("same answer", r, "the answers do not fix a spread")


def same_range(folder):
    seats(folder, ["pilot"] * 24)
    wave(folder, "after.csv", range(24), lambda i: "16-30 minutes")
    r = evaluate("same range", folder, survey=SAVED)
    e = r["evidence"][0]
    ok(16 < e["estimate"] < 30 and e["se"] > 0,
       "same range: a figure within it", e)
    says("same range", r, "the answers do not fix a spread")
    ok(r["verdict"]["option"] in ("undetermined", "cancel", "renew",
                                  "rightsize"), "same range: a verdict")


def silent_segment(folder):
    departments = ["sales"] * 12 + ["legal"] * 12
    seats(folder, ["pilot"] * 24, ("department", departments))
    wave(folder, "after.csv", range(12), lambda i: value(i, 1))
    r = evaluate("silent segment", folder, survey=SAVED)
    legal = [s for s in r["segments"] if s["segment"] in ("legal", "other")]
    ok(len(legal) == 1 and legal[0]["effect"] is None,
       "silent segment: no estimate of its own", r["segments"])
    ok(legal[0]["responses"] == 0, "silent segment: nobody answered")
    ok(sum(s["seats"] for s in r["segments"]) == 24,
       "silent segment: its seats are kept")


def disjoint_waves(folder):
    seats(folder, ["pilot"] * 24)
    wave(folder, "before.csv", range(12), lambda i: value(i, 0))
    wave(folder, "after.csv", range(12, 24), lambda i: value(i, 1))
    r = evaluate("disjoint waves", folder, survey=SPENT)
    ok(all(e["estimate"] is None for e in r["evidence"]),
       "disjoint waves: nobody can be compared", r["evidence"])
    says("disjoint waves", r, "has values both before and after")


def late_control(folder):
    dates = ["2024-01-01"] * 12 + ["2024-03-01"] * 6 + [""] * 6
    seats(folder, ["pilot"] * 12 + ["control"] * 12, ("seat_from", dates))
    table(folder, "tickets.csv", ["person", "period", "value"],
          [[who(i), f"{2023 + (m > 2)}-{(m + 9) % 12 + 1:02}",
            20 + (i * 7) % 5 + (i * m * 3) % 7]
           for i in range(24) for m in range(9)])
    outcome = {"file": "tickets.csv", "metric": "tickets", "better": "higher",
               "minutes_per_unit": 10, "unit": "person"}
    r = evaluate("late control", folder, outcomes=[outcome])
    says("late control", r, "Seats were given at different dates")
    designs = [e["design"] for e in r["evidence"]]
    ok("seats given at different dates" in designs,
       "late control: its people are treated from their seats on", designs)


def group_of_one(folder):
    departments = ["sales"] * 14 + ["legal"] * 9 + ["board"]
    seats(folder, ["pilot"] * 24, ("department", departments))
    wave(folder, "after.csv", range(24), lambda i: value(i, 1))
    r = evaluate("group of one", folder, survey=SAVED)
    names = [s["segment"] for s in r["segments"]]
    ok("board" not in names, "group of one: it is not shown", names)
    ok(all(s["seats"] >= 5 for s in r["segments"]),
       "group of one: merged until five are in it", r["segments"])
    text = open(os.path.join(folder, "result.json")).read()
    ok("board" not in text, "group of one: nor anywhere else")


for case in (one_in_control, same_answer, same_range, silent_segment,
             disjoint_waves, late_control, group_of_one):
    with tempfile.TemporaryDirectory() as place:
        case(place)
done()
