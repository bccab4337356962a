#!/usr/bin/python3
"""A published decision model: monotherapy or combination therapy for HIV.

The draws, and the values they are held to, are those of
tests/reference/decide_markov.R, which reproduces the published life years,
costs and 6,276 a life year gained before it draws. EVPPI is held to a nested
simulation, within the standard errors of both.
"""
import csv
import json
import os
import subprocess
import sys

sys.path.insert(0, "tests/support")
from tap import done, ok  # noqa: E402

PROGRAM = os.path.abspath(os.environ.get("SEATWORTH", "build/seatworth"))
DATA = "tests/data/decide/"

# mean and sd of both, share of draws in which combination is best, EVPI
EXACT = {
    2000: (-28848.07875, 17823.3665, -32899.09833, 17359.05572, 0.007,
           15.43957),
    6000: (3130.708944, 17803.13737, 2816.237958, 17356.98145, 0.447,
           539.200892),
    10000: (35109.49664, 17821.69945, 38531.57425, 17418.10164, 0.942,
            56.76447),
}
# at 6,000: value and standard error of the nested simulation
NESTED = {"relative_risk": (118.7644, 11.83356), "cost_c": (216.438, 28.72342),
          "death_from_b": (0, 0)}


def close(got, want, tolerance):
    return abs(got - want) <= tolerance * max(1, abs(want))


words = [PROGRAM, "decide", DATA + "effects.csv", "--costs", DATA + "costs.csv",
         "--parameters", DATA + "parameters.csv", "--json"]
for threshold in EXACT:
    words += ["--threshold", str(threshold)]
result = json.loads(subprocess.run(words, check=True, capture_output=True,
                                   text=True).stdout)

for at in result["by_threshold"]:
    k = at["threshold"]
    want = EXACT[k]
    one, two = at["options"]
    got = (one["expected_net_benefit"], one["sd"], two["expected_net_benefit"],
           two["sd"], two["probability_best"], at["evpi"])
    for i, what in enumerate(("mean of monotherapy", "its sd",
                              "mean of combination", "its sd",
                              "chance of combination", "EVPI")):
        ok(close(got[i], want[i], 1e-8), f"{what} at {k}")
    ok(min(one["expected_loss"], two["expected_loss"]) == at["evpi"],
       f"the lowest loss is the EVPI at {k}")
    ok(all(0 <= p["value"] <= at["evpi"] for p in at["evppi"]),
       f"no parameter is worth more than all at {k}")

for found in result["by_threshold"][1]["evppi"]:
    value, se = NESTED[found["parameter"]]
    error = (found["se"] ** 2 + se ** 2) ** 0.5
    ok(abs(found["value"] - value) <= 2 * error + 1,
       f"EVPPI of {found['parameter']} agrees with nested simulation")

frontier = [(p["threshold"], p["option"]) for p in result["ceaf"]]
ok(frontier == [(2000, "monotherapy"), (6000, "monotherapy"),
                (10000, "combination")],
   "the frontier changes between 6,000 and 10,000, as published")
ok(len(list(csv.reader(open(DATA + "effects.csv")))) == 1 + result["draws"],
   "every draw is used")
done()
