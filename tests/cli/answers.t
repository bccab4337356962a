#!/usr/bin/python3
"""Quality of the answers on the Survey sheet: speeders, straight lines,
contradictions, and alpha, against counts made here."""
import csv
import json
import os
import subprocess
import sys
import tempfile

import numpy as np
from scipy import stats

sys.path.insert(0, "tests/support")
from quiet_openpyxl import openpyxl  # noqa: E402
from tap import done, ok  # noqa: E402

PROGRAM = os.environ.get("SEATWORTH", "build/seatworth")
N = 40
PILOT = {
    "seatworth": 1, "name": "answers", "currency": "USD",
    "pilot": {"start": "2024-01-01", "end": "2024-06-30"},
    "as_of": "2024-06-30", "roster": {"file": "seats.csv"},
    "contract": {"price": 30, "seats_purchased": N},
    "assumptions": {"hourly_cost": 60},
    "simulation": {"draws": 1024, "seed": 3},
    "survey": {
        "files": [{"file": "after.csv", "wave": "after"}], "person": "person",
        "items": [
            {"id": "saved", "question": "Minutes saved", "kind": "time-saved",
             "per": "day"},
            {"id": "a", "question": "Helps", "kind": "likert", "points": 5},
            {"id": "b", "question": "Faster", "kind": "likert", "points": 5},
            {"id": "c", "question": "In the way", "kind": "likert",
             "points": 5, "reverse": True},
            {"id": "where", "question": "Where did the time go?",
             "kind": "reinvestment"}]}}


def responses():
    out = []
    for i in range(N):
        trait = i % 5
        a, b = 1 + trait, min(5, max(1, 1 + trait + (i % 3) - 1))
        c = min(5, max(1, 5 - trait + (i % 4) - 1))
        out.append({"person": f"p{i:02}@x.org", "saved": (i * 7) % 30 + 1,
                    "a": a, "b": b, "c": c, "where": "",
                    "duration": 90 + (i * 11) % 40})
    for i in (3, 17, 28):       # speeders
        out[i]["duration"] = 20
    for i in (5, 6):            # the same point everywhere, at an end
        out[i].update(a=5, b=5, c=5)
    out[7].update(a=3, b=3, c=3)     # the same point, in the middle
    out[8].update(saved=0, where="more reviews")
    out[9].update(saved=0)
    out[10].update(where="training")
    return out


def alpha_of(x):
    n, k = x.shape
    total = x.sum(axis=1)
    alpha = k / (k - 1) * (1 - x.var(axis=0, ddof=1).sum()
                           / total.var(ddof=1))
    f = [stats.f.ppf(p, n - 1, (n - 1) * (k - 1)) for p in (0.975, 0.025)]
    return alpha, 1 - (1 - alpha) * f[0], 1 - (1 - alpha) * f[1]


with tempfile.TemporaryDirectory() as folder:
    rows = responses()
    with open(os.path.join(folder, "after.csv"), "w", newline="") as f:
        out = csv.DictWriter(f, rows[0].keys())
        out.writeheader()
        out.writerows(rows)
    with open(os.path.join(folder, "seats.csv"), "w", newline="") as f:
        csv.writer(f).writerows([["person", "arm"]] +
                                [[r["person"], "pilot"] for r in rows])
    with open(os.path.join(folder, "pilot.json"), "w") as f:
        json.dump(PILOT | {"privacy": {"min_group": 1}}, f)  # else three are too few to show the mean without
    book = os.path.join(folder, "report.xlsx")
    run = subprocess.run([PROGRAM, "evaluate", folder, "-o", book],
                         capture_output=True, text=True)
    ok(run.returncode == 0, "evaluates", run.stderr)
    ok("3 responses took less than a third" in run.stderr,
       "warns of speeders", run.stderr)
    sheet = openpyxl.load_workbook(book, data_only=True)["Survey"]
    table = {r[0].value: [c.value for c in r] for r in sheet.iter_rows()}

saved = np.array([float(r["saved"]) for r in rows])


def without(*people):
    return 5 * np.delete(saved, people).mean()


both = [i for i, r in enumerate(rows)
        if {r["a"], r["b"]} & {5} and r["c"] == 5
        or {r["a"], r["b"]} & {1} and r["c"] == 1]
straight = [i for i, r in enumerate(rows) if r["a"] == r["b"] == r["c"]]
for name, people in (("speeders", [3, 17, 28]), ("straight-lining", straight),
                     ("agrees with both", both),
                     ("spends what was not saved", [8])):
    row = table.get(name)
    ok(row is not None, f"{name} is checked")
    if row is None:
        continue
    ok(row[1] == len(people) and row[2] == N, f"{name}: counted", row)
    ok(abs(row[4] - 5 * saved.mean()) < 1e-9, f"{name}: with everyone", row)
    ok(abs(row[5] - without(*people)) < 1e-9, f"{name}: without them", row,
       without(*people))

x = np.array([[r["a"], r["b"], 6 - r["c"]] for r in rows], float)
row = table.get("scale")
ok(row is not None, "the statements are taken as a scale")
if row is not None:
    for got, want, name in zip(row[1:4], alpha_of(x),
                               ("alpha", "its low end", "its high end")):
        ok(abs(got - want) < 1e-9, name, got, want)
done()
