#!/usr/bin/python3
"""Pilots that end in each verdict, from the command line: the verdict, its
order, options that add up, and a workbook for each kind."""
import json
import os
import subprocess
import sys
import tempfile

import jsonschema

sys.path.insert(0, "tests/support")
from tap import done, ok  # noqa: E402

PROGRAM = os.environ.get("SEATWORTH", "build/seatworth")
PILOTS = "tests/data/pilots/verdicts"
SCHEMA = jsonschema.Draft202012Validator(
    json.load(open("templates/schemas/result.schema.json")))
RESEARCH = "examples/research-division-500"
TRIAL = "examples/engineering-rct"
OFFER = ('contract.offers=[{"term_months": 1, "billing": "monthly", '
         '"price": 5}]')
# pilot, settings, verdict, part of the order or headline
CASES = [
    ("renew", [], "renew", "Renew 500 seats from 1 August 2024"),
    ("renegotiate", [], "renegotiate", "if refused by 1 July 2024, cancel"),
    ("cancel", [], "cancel", "give notice by 1 July 2024"),
    ("not_shown", [], "cancel", "Not shown to pay"),
    ("undetermined", [], "undetermined", "No order"),
    ("cost_alone", [], "renew", "on cost alone"),
    ("switch", [], "switch", "Switch to Private chat from 1 August 2024"),
    ("pilot_it", [], "renew", "Renew 500 seats"),
    ("negative", [], "cancel", "give notice"),
    ("unaffordable", [], "cancel", "not feasible"),
    (RESEARCH, ["contract.price=3", OFFER], "extend",
     "answers or on"),
    # One seat is less than policy.min_change (ECONOMICS 5) unless that is 0.
    (TRIAL, [], "renew", "one idle seat can be returned"),
    (TRIAL, ['policy.min_change={"seats": 0, "seats_share": 0, '
             '"spend_share": 0}'],
     "rightsize", "Cut 120 to 119 seats at 31 March 2025"),
    (TRIAL, ["pilot.eligible_population=240", "assumptions.transport=0.8",
             "contract.term_months=12"],
     "rightsize", "Raise 120 to 240 seats"),
]


def evaluate(pilot, sets, *more):
    path = pilot if "/" in pilot else f"{PILOTS}/{pilot}.json"
    run = subprocess.run(
        [PROGRAM, "evaluate", path, "--json", "-", "--set", "scenarios=[]",
         *[w for s in sets for w in ("--set", s)], *more],
        capture_output=True, text=True)
    return json.loads(run.stdout) if run.stdout else {"error": run.stderr}


def chosen(result):
    kind = result["verdict"]["option"]
    return [o for o in result["options"] if o["option"] == kind and
            o["feasible"]]


def check_options(name, result):
    """What holds whatever the verdict is."""
    wrong = []
    # An offer is renewing too, under its name.
    kinds = [o["option"] for o in result["options"]
             if o["option"] != "renew" or o["alternative"] is None]
    for kind in ("renew", "cancel", "do-nothing"):
        if kinds.count(kind) != 1:
            wrong.append(f"{kind} is there {kinds.count(kind)} times")
    for o in result["options"]:
        known = o["npv"]["mean"] is not None
        if o["feasible"] and o["why_not"] is not None:
            wrong.append(f"{o['option']} is feasible, but {o['why_not']}")
        if not o["feasible"] and not o["why_not"]:
            wrong.append(f"{o['option']} does not say why not")
        if o["option"] == "cancel" and known and o["npv"]["mean"] != 0:
            wrong.append("cancel is not 0")
    best = [o["probability_best"] for o in result["options"]
            if o["probability_best"] is not None and
            o["option"] != "do-nothing"]
    if best and abs(sum(best) - 1) > 1e-9:
        wrong.append(f"chances to be best: {best}")
    if result["verdict"]["option"] not in ("undetermined",) and \
            not chosen(result):
        wrong.append("the verdict is not among the feasible options")
    ok(not wrong, f"{name}: the options add up", "\n".join(wrong))


for pilot, sets, verdict, part in CASES:
    name = f"{os.path.basename(pilot)}{' with --set' if sets else ''}"
    result = evaluate(pilot, sets)
    if "error" in result:
        ok(False, f"{name}: evaluates", result["error"])
        continue
    v = result["verdict"]
    ok(v["option"] == verdict, f"{name}: {verdict}",
       f"{v['option']}: {v['headline']}")
    ok(part in v["order"] or part in v["headline"], f"{name}: says it",
       f"{v['order']}\n{v['headline']}")
    faults = [f"{e.json_path}: {e.message[:150]}"
              for e in SCHEMA.iter_errors(result)]
    ok(not faults, f"{name}: the result obeys the schema", "\n".join(faults))
    check_options(name, result)

result = evaluate("renegotiate", [])
asked = chosen(result)[0]["price"]
ok(22.5 <= asked < 30 and asked == result["verdict"]["walk_away_price"],
   "the price asked for is the walk-away price", asked)
at = evaluate("renegotiate", [f"contract.price={asked}"])
above = evaluate("renegotiate", [f"contract.price={asked + 0.1}"])
ok(at["verdict"]["option"] == "renew" and
   above["verdict"]["option"] == "renegotiate",
   "at that price renewing meets the bar, ten cents above it does not",
   (at["verdict"]["headline"], above["verdict"]["headline"]))

result = evaluate("pilot_it", [])
switch = [o for o in result["options"] if o["option"] == "switch"][0]
ok(switch["npv"]["mean"] > chosen(result)[0]["npv"]["mean"] and
   "Pilot it" in " ".join(result["verdict"]["reasons"]),
   "a better alternative that nobody measured is named, and does not win",
   result["verdict"]["reasons"])

with tempfile.TemporaryDirectory() as folder:
    previous = os.path.join(folder, "previous.json")
    first = evaluate(RESEARCH, ["contract.price=3", OFFER])
    with open(previous, "w") as f:
        json.dump(first, f)
    again = evaluate(RESEARCH, ["contract.price=3", OFFER,
                                f"previous.result={json.dumps(previous)}"])
    ok(first["verdict"]["extensions_used"] == 1 and
       again["verdict"]["option"] != "extend" and
       again["verdict"]["extensions_used"] == 1,
       "a pilot is extended once", again["verdict"]["headline"])
    books = []
    for pilot, sets in (("renegotiate", []), ("switch", []),
                        ("cost_alone", [])):
        book = os.path.join(folder, f"{pilot}.xlsx")
        evaluate(pilot, sets, "-o", book)
        books.append(book)
    run = subprocess.run(["/usr/bin/python3", "tests/support/recalculate.py",
                          *books], capture_output=True, text=True)
    ok(run.returncode == 0 and run.stdout.count(" 0 differ") == len(books),
       "LibreOffice gives every formula's value", run.stdout + run.stderr)
done()
