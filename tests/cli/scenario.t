#!/usr/bin/python3
"""The scenario command: grids and ready scenarios give what --set gives, in a
table, as CSV and as JSON that its schema accepts."""
import csv
import io
import json
import math
import os
import subprocess
import sys

import jsonschema

sys.path.insert(0, "tests/support")
from tap import done, ok  # noqa: E402

PROGRAM = os.environ.get("SEATWORTH", "build/seatworth")
EXAMPLE = "examples/engineering-rct"


def run(*words):
    return subprocess.run([PROGRAM, *words], capture_output=True, text=True)


def close(a, b):
    if a is None or b is None:
        return a is b
    return math.isclose(a, b, rel_tol=1e-12, abs_tol=1e-9)


def evaluate(*sets):
    out = run("evaluate", EXAMPLE, "--json", "-",
              *[w for s in sets for w in ("--set", s)])
    return json.loads(out.stdout)


out = run("scenario", EXAMPLE, "--grid", "assumptions.realisation=0.1:0.3:0.1",
          "--grid", "contract.price=19:57:38", "--ready", "j-curve",
          "--ready", "price-rise", "--ready", "two-year-delay",
          "--json", "-")
ok(out.returncode == 0, "a grid runs", out.stderr)
got = json.loads(out.stdout)
with open("templates/schemas/scenario.schema.json") as f:
    schema = json.load(f)
errors = [e.message for e in
          jsonschema.Draft202012Validator(schema).iter_errors(got)]
ok(not errors, "the schema accepts it", errors[:3])
names = [s["name"] for s in got["scenarios"]]
ok(len(names) == 1 + 3 * 2 + 3 and names[0] == "Base",
   "the base, every combination with both ends, the ready ones", names)
ok(got["scenarios"][5]["set"] == {"assumptions.realisation": 0.3,
                                  "contract.price": 19},
   "0.3 is 0.3, the last axis is fastest", got["scenarios"][5]["set"])

for s in got["scenarios"]:
    want = evaluate(*[f"{k}={json.dumps(v)}" for k, v in s["set"].items()])
    e = want["economics"]
    for key in ("npv", "npv_cashable", "npv_with_capacity", "npv_all",
                "npv_programme", "roi", "bcr", "payback_months"):
        ok(close(s[key], e[key]), f"{s['name']}: {key} is that of --set",
           (s[key], e[key]))
    renew = want["options"][0]
    ok(s["verdict"] == want["verdict"]["option"] and
       close(s["probability_positive"], renew["probability_positive"]),
       f"{s['name']}: verdict and chance are those of --set",
       (s["verdict"], s["probability_positive"]))
ok(got["scenarios"][5]["inputs"]["assumptions.realisation"] == 0.3 and
   got["scenarios"][0]["inputs"]["contract.price"] == 19,
   "every input's value is told")
rise = got["scenarios"][8]
ok(rise["set"] == {"contract.price": 23.75}, "a price rise of a quarter",
   rise["set"])

out = run("scenario", EXAMPLE, "--csv", "-")
rows = list(csv.DictReader(io.StringIO(out.stdout)))
ok([r["scenario"] for r in rows] == ["Base", "Conservative",
                                     "Twice the price"],
   "CSV of the pilot's own scenarios", out.stdout)
ok(rows[1]["assumptions.realisation"] == "0.25" and
   rows[1]["contract.price"] == "", "keys are columns", rows[1])
ok(close(float(rows[2]["npv"]),
         evaluate("contract.price=38")["economics"]["npv"]),
   "figures in full precision", rows[2])
out = run("scenario", EXAMPLE)
ok("Twice the price" in out.stdout and "verdict" in out.stdout, "a table",
   out.stdout)

# Keys that need the files again.
out = run("scenario", EXAMPLE, "--grid", "assumptions.adoption=0.5:1:0.5",
          "--json", "-")
half = json.loads(out.stdout)["scenarios"][1]
ok(close(half["npv"], evaluate("assumptions.adoption=0.5")["economics"]["npv"]),
   "adoption is read with the files", half["npv"])

for words, code, says in [
        (("--grid", "contract.price"), 2, "is not key=from:to:step"),
        (("--grid", "contract.price=1:2:-1"), 2, "step"),
        (("--grid", "contract.price=0:1e6:0.001"), 2, "points"),
        (("--ready", "moonshot"), 2, "j-curve"),
        (("--grid", "contract.prise=1:2:1"), 1, "prise"),
        (("--grid", "assumptions.realisation=0.5:1.5:0.5"), 1, "at most 1"),
        (("--json", "x", "--csv", "x"), 2, "same place")]:
    out = run("scenario", EXAMPLE, *words)
    ok(out.returncode == code and says in out.stderr, " ".join(words),
       out.stderr)
done()
