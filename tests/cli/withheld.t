#!/usr/bin/python3
"""What few or equal answers do not carry is not bought: sixty seats, and
answers that are made here. No estimate is not no benefit, and no words claim
more than the answers do."""
import csv
import json
import math
import os
import random
import subprocess
import sys
import tempfile

sys.path.insert(0, "tests/support")
from tap import done, ok  # noqa: E402

PROGRAM = os.path.abspath(os.environ.get("SEATWORTH", "build/seatworth"))
SEATS = 60
PILOT = {
    "seatworth": 1, "name": "Few answers", "currency": "USD",
    "pilot": {"start": "2025-01-06", "end": "2025-03-30"},
    "as_of": "2025-03-30", "roster": {"file": "seats.csv"},
    "contract": {"price": 30, "seats_purchased": SEATS, "billing": "monthly",
                 "term_months": 12, "term_start": "2024-05-01",
                 "term_end": "2025-04-30", "lead_days": 0},
    "assumptions": {"hourly_cost": 66},
    "benefits": [{"id": "time", "kind": "time-saved", "class": "capacity"}],
    "simulation": {"draws": 4096},
    "survey": {"files": [{"file": "s.csv", "wave": "after"}], "person": "id",
               "items": [{"id": "ts", "kind": "time-saved", "per": "day",
                          "question": "Time saved on a typical day?",
                          "answers": "auto"}]}}
BOUGHT = {"renew", "rightsize", "renegotiate", "switch"}
# answers, what it may not be or has to be, part of the headline
CASES = [
    ("all none but one", ["None"] * 59 + ["1-5 minutes"], {"cancel"},
     "Even the most that was answered does not pay"),
    ("all the same, and little", ["1-5 minutes"] * 60, None, ""),
    ("one answer", ["30"], {"extend", "undetermined"}, ""),
    ("two equal answers", ["30", "30"], {"extend", "undetermined"}, ""),
    ("two answers", ["20", "40"], {"extend", "undetermined"}, "grade D"),
    ("two of none", ["None", "None"], {"cancel"}, ""),
]


def evaluate(answers, *sets):
    with tempfile.TemporaryDirectory() as folder:
        def write(name, rows):
            with open(os.path.join(folder, name), "w", newline="") as f:
                csv.writer(f).writerows(rows)
        write("seats.csv", [["person", "arm", "department", "status"]] +
              [[f"p{i}", "pilot", "D", "active"] for i in range(SEATS)])
        write("s.csv", [["id", "date", "ts"]] +
              [[f"p{i}", "2025-03-20", a] for i, a in enumerate(answers)])
        path = os.path.join(folder, "pilot.json")
        with open(path, "w") as f:
            json.dump(PILOT, f)
        out = os.path.join(folder, "result.json")
        run = subprocess.run(
            [PROGRAM, "evaluate", path, "--json", out,
             *[w for s in sets for w in ("--set", s)]],
            capture_output=True, text=True)
        if not os.path.exists(out):
            return None, run.stdout + run.stderr
        with open(out) as f:
            return json.load(f), run.stdout


for name, answers, allowed, part in CASES:
    result, text = evaluate(answers)
    if result is None:
        ok(False, f"{name}: evaluates", text)
        continue
    v = result["verdict"]
    ok(v["option"] not in BOUGHT, f"{name}: nothing is bought", text)
    ok(allowed is None or v["option"] in allowed,
       f"{name}: {' or '.join(sorted(allowed or ['not bought']))}", text)
    ok(part in v["headline"], f"{name}: says why", v["headline"])
    words = (text + v["headline"] + " ".join(v["reasons"])).lower()
    ok(not [w for w in ("surely", "significant", "earn", "stability 100")
            if w in words], f"{name}: claims no more", text)

# A study that is in before anybody has to act needs no interim term.
result, text = evaluate(["20", "40"])
ok("more people by 13 April 2025" in result["verdict"]["order"],
   "the silent are asked before the term ends", result["verdict"]["order"])
result, text = evaluate(["20", "40"], "contract.lead_days=30")
ok(result["verdict"]["option"] == "undetermined" and
   "with a chance of" in result["verdict"]["headline"],
   "without the time for it: undetermined, with worth and chance",
   result["verdict"]["headline"])

# With answers enough the chance has its cap, and the verdict what it leans on.
result, text = evaluate(["30", "45", "20", "60", "25"] * 12)
v = result["verdict"]
ok(v["option"] == "renew" and abs(v["chance_cap"] - 0.85) < 1e-9 and
   "at most 85%" in v["headline"] and "no chance can exceed 85%" in
   " ".join(text.split()), "a chance is said with its cap", text)
flips = {f["input"]: f for f in v["flips"]}
ok({"factor_nothing", "self_report_factor", "realisation",
    "sceptical_factor"} <= flips.keys() and v["leans_on"] in flips,
   "every assumption of the chain is a flip", sorted(flips))

# METHODS 4.3: what a bar of .80 asks for at full response, at half, and of 5
# answers of 60; at a factor of [.5, 1] alone, by hand, 1 / (.5 + .25 x .5).
for n, want in (60, 2.4), (30, 3.2), (5, 5.9):
    other, page = evaluate(["30", "45", "20", "60", "25"] * (n // 5),
                           "policy.required_probability=0.8")
    asked = other["verdict"]["claims"]["asked"]
    ok(abs(asked - want) < .05, f"{n} of 60 answer: {want} times", asked)
    ok(f"The bar of 80% asks for claims of {want} times what pays" in
       " ".join(page.split()), "page one says so", page)
# The default bar, .75: a quarter of [.5, 1] lies below .625.
even = 'assumptions.self_report_factor={"uniform": [0.5, 1]}'
other, _ = evaluate(["30"] * 30 + ["40"] * 30, even)
ok(abs(other["verdict"]["claims"]["asked"] - 1 / .625) < 1e-9,
   "the quantile of the factor that is given", other["verdict"]["claims"])
made = other["verdict"]["claims"]["made"]
pays = other["economics"]["break_even"]["minutes_per_seat_week"]
chain = {c["step"]: c["value"] for c in other["evidence"][0]["chain"]}
rest = math.prod(chain[k] for k in ("verification and rework", "transport",
                                    "persistence"))
ok(abs(made - chain["gross answer"] * rest / pays) < 1e-6 * made,
   "what is claimed, after what else is taken off", (made, chain))
other, page = evaluate(["30", "45", "20", "60", "25"] * 12,
                       "policy.required_probability=0.9")
ok(other["verdict"]["claims"]["asked"] is None and
   "No claim, however large, meets the bar of 90%." in " ".join(page.split()),
   "a bar above the cap is met by none", page)
weight = flips["factor_nothing"]["flips_at"]
chance = [o for o in result["options"] if o["option"] == "renew"][0][
    "probability_positive"]
ok(abs(weight - (1 - 0.75 * 0.85 / chance)) < 0.01,
   "the weight on nothing that turns it is that of the bar",
   (weight, chance))
# A department whose people all say the same is heard, and is not one that
# nobody answered of: it stands below those that save more, and the closer to
# its own answers the more people it has; nothing moves the others above them.
MINE = [("none", ["None"], 0, 0), ("the lowest range", ["1-5 minutes"], 1, 5),
        ("both", ["None", "1-5 minutes"], 0, 5), ("zeros", ["0"], 0, 0)]
OTHERS = {True: [str(m) for m in range(12, 48, 5)],
          False: ["11-15 minutes", "16-30 minutes", "31-60 minutes"]}


def departments(mine, others, people, teams):
    """Two departments that save, one that says `mine`: {name: segment}."""
    with tempfile.TemporaryDirectory() as folder:
        def write(name, rows):
            with open(os.path.join(folder, name), "w", newline="") as f:
                csv.writer(f).writerows(rows)
        draw = random.Random(3)
        seats = [(d, i) for d in "ABC" for i in range(60)]
        write("seats.csv", [["person", "arm", "department", "status"] +
                            ["team"] * teams] +
              [[f"{d}{i}", "pilot", d, "active"] + [f"{d}{i % 12}"] * teams
               for d, i in seats])
        write("s.csv", [["id", "date", "ts"]] +
              [[f"{d}{i}", "2025-03-20",
                mine[(i + i // 12) % len(mine)] if d == "C"
                else draw.choice(others)]
               for d, i in seats if d != "C" or i < people])
        spec = json.loads(json.dumps(PILOT))
        spec["contract"]["seats_purchased"] = len(seats)
        spec["policy"] = {"segment_by": "department"}
        with open(os.path.join(folder, "pilot.json"), "w") as f:
            json.dump(spec, f)
        out = os.path.join(folder, "result.json")
        run = subprocess.run([PROGRAM, "evaluate", folder, "--json", out,
                              "--quiet"], capture_output=True, text=True)
        if run.returncode != 0:
            return {}, run.stderr
        with open(out) as f:
            return {s["segment"]: s for s in json.load(f)["segments"]}, ""


for name, mine, low, high in MINE:
    others = OTHERS[mine[0].isdigit()]
    for teams in (False, True):
        text = f"{name}{', teams' if teams else ''}"
        pooled = {}
        for people in (12, 60):
            found, why = departments(mine, others, people, teams)
            c = found.get("C", {})
            if not c or c["effect_pooled"] is None:
                ok(False, f"{text}: {people} are heard", why or str(found))
                continue
            pooled[people] = c["effect_pooled"]
            ok(c["effect"] is not None and 5 * low <= c["effect"] <= 5 * high,
               f"{text}: {people} mean what they say", str(c))
            ok(all(pooled[people] < found[d]["effect_pooled"] for d in "AB"),
               f"{text}: {people} stand below the others", str(found))
        ok(len(pooled) == 2 and pooled[60] < pooled[12],
           f"{text}: more people are heard more", str(pooled))

done()
