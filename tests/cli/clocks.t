#!/usr/bin/python3
"""The examples' contract clocks, right to the day, and money that adds up."""
import json
import math
import os
import subprocess
import sys

sys.path.insert(0, "tests/support")
from tap import done, ok  # noqa: E402

PROGRAM = os.environ.get("SEATWORTH", "build/seatworth")
# Read off each contract by hand: term end less notice; a month's end; lead
# days before it, but not before the day of decision.
CLOCKS = {
    "research-division-500": ("2024-07-01", "2024-06-30", "2025-07-01",
                              "2024-07-01"),
    "metered-api": ("2026-01-30", "2025-12-31", "2027-01-30", None),
    "engineering-rct": ("2025-03-31", "2025-03-30", "2025-04-30",
                        "2025-03-31"),
}


def evaluate(example, *sets):
    run = subprocess.run(
        [PROGRAM, "evaluate", f"examples/{example}", "--json", "-",
         *[w for s in sets for w in ("--set", s)]],
        capture_output=True, text=True)
    return json.loads(run.stdout)


for example, (act_by, internal, after, reduce_by) in CLOCKS.items():
    r = evaluate(example)
    v, e = r["verdict"], r["economics"]
    ok(v["act_by"] == act_by, f"{example}: act by {act_by}", v["act_by"])
    ok(v["internal_act_by"] == internal, f"{example}: internally {internal}",
       v["internal_act_by"])
    ok(v["next_act_by"] == after, f"{example}: else by {after}",
       v["next_act_by"])
    ok(v["reduce_by"] == reduce_by, f"{example}: reduce by {reduce_by}",
       v["reduce_by"])
    ok(all(e[k] >= 0 for k in ("sunk", "committed", "avoidable")),
       f"{example}: nothing owed is negative")

# What is decided about price, seats after renewal or evidence changes nothing
# that was due before.
base = evaluate("research-division-500")["economics"]
other = evaluate("research-division-500", "contract.renewal_uplift=0.3",
                 "assumptions.realisation=0.9")["economics"]
ok(base["sunk"] == other["sunk"] and base["committed"] == other["committed"],
   "sunk and committed do not depend on what comes later")
ok(not math.isclose(base["avoidable"], other["avoidable"]),
   "what is avoidable does")

# The vendor of the metered example: ln(units) fits 8.736 million units in
# December and a growth of 0.01637 a month, damped by 0.9: January's bill is
# 2.50 x 8.736 m x exp(0.9 x 0.01637) = 22.16 m of 83 m. Page one says so too.
metered = evaluate("metered-api")
share = metered["economics"]["metered"]["share_of_vendor"]
ok(round(share, 4) == 0.2670, "27 % of the vendor's revenue", share)
ok(any("27% of what the vendor earns" in reason
       for reason in metered["verdict"]["reasons"]), "and page one says so",
   metered["verdict"]["reasons"])
done()
