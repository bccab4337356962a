#!/usr/bin/python3
"""At a flip the verdict turns, and renewing all is worth nothing where it is
said to be: checked with --set on the whole evaluation."""
import json
import os
import subprocess
import sys

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
done()
