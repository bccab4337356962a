#!/usr/bin/python3
"""At a flip the verdict turns, and renewing all is worth nothing where it is
said to be: checked with --set on the whole evaluation."""
import csv
import glob
import json
import math
import os
import statistics
import subprocess
import sys
import tempfile
import zipfile

sys.path.insert(0, "tests/support")
from tap import done, ok  # noqa: E402

PROGRAM = os.environ.get("SEATWORTH", "build/seatworth")
EXAMPLE = "examples/engineering-rct"
KEYS = {"price": "contract.price",
        "realisation": "assumptions.realisation",
        "hourly_cost": "assumptions.hourly_cost"}


MIN_CHANGE = 'policy.min_change={"seats":0,"seats_share":0,"spend_share":0}'


def evaluate(*sets):
    run = subprocess.run(
        [PROGRAM, "evaluate", EXAMPLE, "--json", "-", "--set", "scenarios=[]",
         # so that one idle seat is a change: see policy.min_change
         "--set", MIN_CHANGE,
         *[a for s in sets for a in ("--set", s)]],
        capture_output=True, text=True)
    return json.loads(run.stdout)


base = evaluate()
verdict = base["verdict"]["option"]
flips = {f["input"]: f for f in base["verdict"]["flips"]}
ok(verdict == "rightsize", "the seats in use are kept", verdict)
ok(set(flips) == {*KEYS, "minutes", "adoption", "bias"},
   "every assumption of the chain: a verdict on seats does not turn on their "
   "number, and nobody reported what they saved", sorted(flips))
for name, key in KEYS.items():
    f = flips[name]
    out = 1.02 if f["flips_at"] > f["current"] else 0.98
    beyond = evaluate(f"{key}={f['flips_at'] * out}")["verdict"]["option"]
    ok(beyond == f["to"] != verdict, f"{name}: beyond it, {f['to']}", beyond)
    before = evaluate(f"{key}={f['flips_at'] / out}")["verdict"]["option"]
    ok(before == verdict, f"{name}: before it, {verdict}", before)
    npv = evaluate(f"{key}={f['npv_zero_at']}")["economics"]["npv"]
    ok(abs(npv) < 1e-4 * abs(base["economics"]["npv"]),
       f"{name}: worth nothing there", npv)
break_even = base["economics"]["break_even"]
for name, exact in [("price", "price_per_seat_month"),
                    ("minutes", "minutes_per_seat_week"),
                    ("adoption", "adoption"), ("realisation", "realisation"),
                    ("hourly_cost", "hourly_cost")]:
    found = flips[name]["npv_zero_at"]
    # One wage for everybody weighs segments by seats, not by what they cost.
    near = 0.01 if name == "hourly_cost" else 1e-6
    ok(abs(found / break_even[exact] - 1) < near,
       f"{name}: the zero is the exact break-even", found)
# A bias is a share of the effect (30 minutes at least), and is 0 now.
UNITS = {"bias"}
plain = [abs(f["flips_at"] / f["current"] - 1)
         for f in base["verdict"]["flips"]
         if f["flips_at"] is not None and f["input"] not in UNITS]
ok(plain == sorted(plain), "nearest first", plain)
bias = flips["bias"]
ok(base["economics"]["npv"] > 0 and (bias["flips_at"] is None or bias["flips_at"] < 0),
   "only a design that flatters turns it", bias)
page = subprocess.run([PROGRAM, "evaluate", EXAMPLE, "--brief", "-",
                       "--set", MIN_CHANGE], capture_output=True, text=True).stdout
nearest = base["verdict"]["flips"][0]["to"]
ok(f"It becomes {nearest} with" in page, "the brief names what would change it",
   page)

# Where people are missing of either arm, how far that goes with the gain is an
# assumption of its own. With the residual sds and the shares in the data, both
# from the files: minutes = now - m1 (r1 - .1) + m0 r0 (METHODS 4.4).
MISSING = glob.glob("tests/data/cases/evidence/08-*")[0]


def missing(folder, *sets):
    """The result, and every text of the workbook."""
    with tempfile.TemporaryDirectory() as work:
        book = os.path.join(work, "r.xlsx")
        run = subprocess.run(
            [PROGRAM, "evaluate", folder, "-q", "-o", book, "--json", "-",
             "--set", "scenarios=[]", *[a for s in sets for a in ("--set", s)]],
            capture_output=True, text=True)
        with zipfile.ZipFile(book) as z:
            texts = z.read("xl/sharedStrings.xml").decode()
    return json.loads(run.stdout), texts


def spreads(folder):
    """sd times sqrt((1 - f) / f) of each arm, after the value before: the mean
    of the departments' by their seats, the pilot group's."""
    with open(f"{folder}/o.csv") as f:
        rows = list(csv.DictReader(f))
    with open(f"{folder}/seats.csv") as f:
        people = {r["person"]: (r["arm"], r["department"])
                  for r in csv.DictReader(f)}
    first, last = sorted({r["period"] for r in rows})
    value = {(r["person"], r["period"]): float(r["value"]) for r in rows}
    pairs = {arm: [(value[p, first], value[p, last]) for p in people
                   if people[p][0] == arm and (p, first) in value
                   and (p, last) in value] for arm in ("pilot", "control")}
    mean = {a: [statistics.mean(c) for c in zip(*v)] for a, v in pairs.items()}
    xy = sum((x - mean[a][0]) * (y - mean[a][1])
             for a, v in pairs.items() for x, y in v)
    xx = sum((x - mean[a][0]) ** 2 for a, v in pairs.items() for x, _ in v)
    out = {}
    for arm, v in pairs.items():
        sd = statistics.stdev(y - xy / xx * x for x, y in v)
        out[arm] = 0.0
        for d in {d for _, d in people.values()}:
            here = [p for p in people if people[p] == (arm, d)]
            f = sum((p, last) in value for p in here) / len(here)
            share = (sum(x == ("pilot", d) for x in people.values()) /
                     sum(a == "pilot" for a, _ in people.values()))
            out[arm] += share * sd * math.sqrt((1 - f) / f)
    return out


result, texts = missing(MISSING)
flips = {f["input"]: f for f in result["verdict"]["flips"]}
ok({"r_miss", "r_miss_control"} <= set(flips), "both arms' missing can turn it",
   sorted(flips))
m = spreads(MISSING)
short = flips["minutes"]["current"] - flips["minutes"]["npv_zero_at"]
for name, want in (("r_miss", .1 + short / m["pilot"]),
                   ("r_miss_control", -short / m["control"])):
    found = flips[name]["npv_zero_at"]
    ok(abs(found - want) < 1e-6, f"{name}: the zero by hand", (found, want))
f = flips["r_miss_control"]
key = "policy.nonresponse.r_miss_control"
for step, same in ((-.02, False), (.02, True)):
    there = missing(MISSING, f"{key}={f['flips_at'] + step}")[0]["verdict"]
    ok((there["option"] == result["verdict"]["option"]) == same,
       f"r_miss_control {step:+}: {'the same' if same else 'another'}",
       there["option"])
for arm in ("missing data by gain at P10",
            "the control group's missing data by gain at P90"):
    ok(arm in texts, f"stability is over {arm}")

with tempfile.TemporaryDirectory() as work:
    # The control group's own missing people are none of the roster any more.
    with open(f"{MISSING}/o.csv") as f:
        outcome = f.read()
    after = {r["person"] for r in csv.DictReader(outcome.splitlines())
             if r["period"] == "2025-03" and r["value"] not in ("", "NA")}
    with open(f"{MISSING}/seats.csv") as f:
        head, *rows = f.read().splitlines()
    kept = [r for r in rows
            if r.split(",")[1] == "pilot" or r.split(",")[0] in after]
    for name, text in (("o.csv", outcome),
                       ("seats.csv", "\n".join([head, *kept]) + "\n"),
                       ("pilot.json", open(f"{MISSING}/pilot.json").read())):
        with open(os.path.join(work, name), "w") as f:
            f.write(text)
    result, texts = missing(work)
    flips = {f["input"] for f in result["verdict"]["flips"]}
    ok("r_miss" in flips and "r_miss_control" not in flips
       and "the control group's missing data" not in texts,
       "an arm of which everybody is in the data assumes nothing", flips)
done()
