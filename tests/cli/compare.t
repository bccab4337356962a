#!/usr/bin/python3
"""seatworth compare: what differs is listed, the parts add up to the change,
and a change by hand is found whole in the input that made it."""
import json
import os
import subprocess
import sys
import tempfile

import jsonschema

sys.path.insert(0, "tests/support")
from tap import done, ok  # noqa: E402

PROGRAM = os.path.abspath(os.environ.get("SEATWORTH", "build/seatworth"))
SCHEMA = json.load(open("templates/schemas/compare.schema.json"))
PILOT = "examples/research-division-500"
DRAWS = "simulation.draws=2048"
work = tempfile.TemporaryDirectory()


def path(name):
    return os.path.join(work.name, name)


def run(*words):
    return subprocess.run([PROGRAM, *words], capture_output=True, text=True)


def evaluate(name, *sets):
    words = [w for s in (DRAWS, *sets) for w in ("--set", s)]
    done = run("evaluate", PILOT, "--quiet", "--json", path(name), *words)
    assert done.returncode == 0, done.stderr
    return json.load(open(path(name)))


def compare(old, new):
    done = run("compare", path(old), path(new), "--json", "-")
    assert done.returncode == 0, done.stderr
    result = json.loads(done.stdout)
    jsonschema.validate(result, SCHEMA)
    return result


def adds_up(c, name):
    change = c["npv_change"]
    total = sum(p["effect"] for p in change["parts"])
    ok(abs(total - change["change"]) <= 1e-6, f"the parts add up: {name}")


before = evaluate("before.json")
c = compare("before.json", "before.json")
ok(not c["verdict_changed"] and not c["inputs"] and not c["files"] and
   not c["npv_change"]["parts"] and not c["notes"] and
   not any(f["changed"] for f in c["figures"]), "nothing differs from itself")

after = evaluate("after.json", "contract.price=24", "contract.seats_purchased=450",
                 "assumptions.realisation=0.6")
c = compare("before.json", "after.json")
adds_up(c, "price, seats and realisation")
explains = {i["input"]: i["explains"] for i in c["inputs"]}
ok(set(explains) == {"contract.price", "contract.seats_purchased",
                     "assumptions.realisation"}, "three inputs differ")
ok(all(v > 0 for v in explains.values()), "each made it worth more")
time = [e["economics"]["pv_benefits"] for e in (before, after)]
ok(abs(explains["assumptions.realisation"] - (time[1] - time[0])) < 1e-6,
   "realisation explains all of the benefits' change")
costs = [e["economics"]["pv_costs"] for e in (before, after)]
ok(abs(explains["contract.price"] + explains["contract.seats_purchased"] -
       (costs[0] - costs[1])) < 1e-6, "price and seats that of the costs")
figures = {f["figure"]: f for f in c["figures"]}
ok(figures["economics.npv"]["new"] == after["economics"]["npv"] and
   figures["economics.npv"]["change"] ==
   after["economics"]["npv"] - before["economics"]["npv"],
   "figures are those of the results")
ok(figures["input.contract.price"]["old"] == 30 and
   figures["input.contract.price"]["new"] == 24 and
   figures["seats.purchased"]["change"] == -50, "price and seats are figures")
back = compare("after.json", "before.json")
ok({(p["line"], p["input"]): round(-p["effect"], 6)
    for p in back["npv_change"]["parts"]} ==
   {(p["line"], p["input"]): round(p["effect"], 6)
    for p in c["npv_change"]["parts"]}, "backwards the parts change their sign")

evaluate("free.json", "contract.price=2", "assumptions.realisation=0.9",
         "costs[admin].fte=0.05", "policy.required_probability=0.5")
c = compare("before.json", "free.json")
adds_up(c, "a change of the verdict")
ok(c["verdict_changed"], "the change of the verdict is seen")
text = run("compare", path("before.json"), path("free.json")).stdout
ok("the verdict was cancel; as of" in text and "| contract.price" in text and
   "Where the change" in text, "and said first")

evaluate("later.json", "assumptions.discount_rate=0.2",
         "assumptions.persistence=0.5", "contract.vat_irrecoverable=0.1")
c = compare("before.json", "later.json")
adds_up(c, "a rate, which no product has")
ok(any(p["input"] is None for p in c["npv_change"]["parts"]),
   "what no input accounts for is the rest of its line")
ok([i["explains"] for i in c["inputs"]
    if i["input"] == "assumptions.discount_rate"] == [None],
   "and the rate explains nothing known")

other = json.loads(json.dumps(before))
other["currency"] = "EUR"
other["inputs"][0]["sha256"] = "0" * 64
json.dump(other, open(path("other.json"), "w"))
c = compare("before.json", "other.json")
ok(c["npv_change"] is None and c["currency"] is None and
   any("different currencies" in n for n in c["notes"]) and
   "different currencies" in c["bridge"]["why_not"] and
   {"definition": "currency", "name": None, "old": "USD", "new": "EUR"}
   in c["breaks"], "money of two currencies is not compared, and a break")
ok([f["file"] for f in c["files"]] == [before["inputs"][0]["file"]],
   "files that differ are named")

report = run("compare", path("before.json"), path("after.json"), "-o",
           path("change.md"), "--json", path("change.json"))
ok(report.returncode == 0 and not report.stdout and
   open(path("change.md")).read().startswith("# Copilot pilot") and
   json.load(open(path("change.json")))["schema"] == "seatworth/compare/1",
   "both outputs go to files")


def fails(code, text, *words):
    done = run("compare", *words)
    good = done.returncode == code and text in done.stderr and not done.stdout
    if not good:
        print("#", done.returncode, done.stderr)
    ok(good, f"exit code {code}, {text}")


json.dump({"schema": "seatworth/plan/1"}, open(path("plan.json"), "w"))
open(path("broken.json"), "w").write("{\n  \"a\": ,\n}")
fails(1, "is no result of seatworth", path("before.json"), path("plan.json"))
fails(1, "broken.json:2:", path("broken.json"), path("before.json"))
fails(1, "missing.json", path("missing.json"), path("before.json"))
fails(2, "compare takes two results", path("before.json"))
fails(2, "what is written is .md or .xlsx", path("before.json"), path("after.json"),
      "-o", path("x.pdf"))
fails(2, "same place", path("before.json"), path("after.json"), "-o", "x",
      "--json", "x")
fails(3, "no-such-folder", path("before.json"), path("after.json"), "-o",
      path("no-such-folder/x.md"))
json.dump(dict(before, schema="seatworth/result/1"),
          open(path("first.json"), "w"))
for words in (("first.json", "after.json"), ("after.json", "first.json"),
              ("first.json", "first.json")):
    fails(1, "is of schema seatworth/result/1, whose money was against "
          "another day of leaving; evaluate its inputs again",
          *map(path, words))
json.dump(dict(before, name="Another"), open(path("another.json"), "w"))
fails(1, "results of one pilot are compared", path("before.json"),
      path("another.json"))
json.dump(dict(before, schema="seatworth/result/3"),
          open(path("newer.json"), "w"))
fails(1, "newer than this program reads; use seatworth", path("newer.json"),
      path("after.json"))
text = open(path("before.json")).read()
for share in (0.1, 0.5, 0.9, 0.999):
    open(path("cut.json"), "w").write(text[:int(len(text) * share)])
    fails(1, "cut.json:", path("cut.json"), path("after.json"))
for member in ("verdict", "options", "economics", "model", "provenance"):
    json.dump({k: v for k, v in before.items() if k != member},
              open(path("part.json"), "w"))
    fails(1, "is not whole", path("part.json"), path("after.json"))
ok("Example:" in run("compare", "--help").stdout, "help has an example")
done()
