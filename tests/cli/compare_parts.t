#!/usr/bin/python3
"""seatworth compare: the parts of the change. Over random changes to a pilot
they add up to the whole change to 1e-9; a change to one part alone is found
whole in that part and nowhere else; a verdict that turns is told with the step
of the rule and the part; definitions that change are breaks."""
import csv
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile

import jsonschema

sys.path.insert(0, "tests/support")
from tap import done, ok  # noqa: E402

PROGRAM = os.path.abspath(os.environ.get("SEATWORTH", "build/seatworth"))
SCHEMA = json.load(open("templates/schemas/compare.schema.json"))
RESULT = json.load(open("templates/schemas/result.schema.json"))
PILOT = "examples/research-division-500"
PARTS = ["software", "time", "population", "data", "assumptions", "contract",
         "policy"]
CLOSE = 1e-9
work = tempfile.TemporaryDirectory()


def path(name):
    return os.path.join(work.name, name)


def run(*words):
    return subprocess.run([PROGRAM, *words], capture_output=True, text=True)


def evaluate(name, sets=(), pilot=PILOT, *more):
    words = [w for s in ("simulation.draws=1024", *sets) for w in ("--set", s)]
    out = run("evaluate", pilot, "--quiet", "--json", path(name), *words, *more)
    assert out.returncode == 0, out.stderr
    result = json.load(open(path(name)))
    jsonschema.validate(result, RESULT)
    return result


def compare(*names):
    out = run("compare", *map(path, names), "--json", "-")
    assert out.returncode == 0, out.stderr
    c = json.loads(out.stdout)
    jsonschema.validate(c, SCHEMA)
    return c


def figures_of(r):
    return {"npv": r["economics"]["npv"], "pv_costs": r["economics"]["pv_costs"],
            "npv_expected": r["options"][0]["npv"]["mean"],
            "chance": r["options"][0]["probability_positive"]}


def close(a, b):
    return abs(a - b) <= CLOSE * max(1.0, abs(a), abs(b))


def adds_up(c, old, new):
    """The whole change is the results' own, and the parts add up to it."""
    a, b = figures_of(old), figures_of(new)
    seen = {f["figure"]: f for f in c["bridge"]["figures"]}
    for name in a:
        f, change = seen[name], b[name] - a[name]
        if not (close(f["change"], change) and
                close(sum(f["parts"].values()), change)):
            return False
    return c["bridge"]["why_not"] is None


def moved(c, size=CLOSE):
    """Parts that moved a figure."""
    return {p for f in c["bridge"]["figures"] for p, x in f["parts"].items()
            if x is not None and abs(x) > size * max(1.0, abs(f["old"] or 0.0))}


base = evaluate("base.json")

# A change to one part alone is found whole there.
ALONE = [
    ("assumptions", ["assumptions.realisation=0.7"]),
    ("assumptions", ["assumptions.decay_per_year=0.1", "assumptions.horizon_years=4"]),
    ("assumptions", ['costs[training].hours_per_seat=9']),
    ("contract", ["contract.price=21"]),
    ("contract", ["contract.seats_purchased=430", "contract.billing=monthly"]),
    ("contract", ["contract.vat_irrecoverable=0.1"]),
    ("policy", ["policy.headline=cashable"]),
    ("policy", ["simulation.seed=7"]),
    ("policy", ["policy.nonresponse.kappa=0.5"]),
]
for part, sets in ALONE:
    new = evaluate("new.json", sets)
    c = compare("base.json", "new.json")
    ok(adds_up(c, base, new) and moved(c) <= {part},
       f"{part} alone: {', '.join(sets)}", c["bridge"])
new = evaluate("new.json", (), PILOT, "--as-of", "2024-06-10")
c = compare("base.json", "new.json")
ok(adds_up(c, base, new) and "time" in moved(c) and
   moved(c) <= {"time", "population", "data"}, "an earlier day is time's",
   c["bridge"])


def folder(name, change):
    """The example with its files changed."""
    to = path(name)
    shutil.copytree(PILOT, to)
    change(to)
    return to


def rewrite(file, change):
    with open(file, newline="") as f:
        rows = list(csv.DictReader(f))
    rows = change(rows)
    with open(file, "w", newline="") as f:
        w = csv.DictWriter(f, rows[0].keys())
        w.writeheader()
        w.writerows(rows)


def more_reports(to):
    def change(rows):
        for i, row in enumerate(rows):
            if i * i % 7 == 1 and i % 5:
                row["value"] = str(float(row["value"]) + 1.0)
        return rows
    rewrite(os.path.join(to, "reports.csv"), change)


def fewer_users(to):
    rewrite(os.path.join(to, "usage.csv"),
            lambda rows: [r for i, r in enumerate(rows) if i % 5])


for name, change in (("more reports", more_reports), ("less use", fewer_users)):
    new = evaluate("new.json", (), folder(name, change))
    c = compare("base.json", "new.json")
    ok(adds_up(c, base, new) and moved(c) <= {"data", "population"} and
       "data" in moved(c), f"{name} is the data's", c["bridge"])


def leavers(to):
    rewrite(os.path.join(to, "seats.csv"),
            lambda rows: [r for i, r in enumerate(rows) if i % 11])


new = evaluate("new.json", (), folder("leavers", leavers))
c = compare("base.json", "new.json")
ok(adds_up(c, base, new) and "population" in moved(c) and
   moved(c) <= {"population", "data"}, "people who left are the population's",
   c["bridge"])

# What an older build stored otherwise is the software's.
other = json.loads(json.dumps(base))
other["economics"]["npv"] -= 1234.5
json.dump(other, open(path("other.json"), "w"))
c = compare("other.json", "base.json")
npv = c["bridge"]["figures"][0]
ok(moved(c) == {"software"} and close(npv["parts"]["software"], 1234.5),
   "another figure for the same model is the software's", c["bridge"])

# Random changes, of any parts together.
CHANGES = [
    lambda r: f"assumptions.realisation={r.uniform(0.2, 0.9):.3f}",
    lambda r: f"assumptions.discount_rate={r.uniform(0.02, 0.2):.3f}",
    lambda r: f"assumptions.working_weeks_per_year={r.randint(40, 48)}",
    lambda r: f"assumptions.transport={r.uniform(0.5, 1.0):.2f}",
    lambda r: f"contract.price={r.uniform(5, 40):.2f}",
    lambda r: f"contract.seats_purchased={r.randint(480, 700)}",
    lambda r: f"contract.notice_days={r.choice([0, 15, 60])}",
    lambda r: f"contract.renewal_uplift={r.uniform(0, 0.1):.3f}",
    lambda r: "contract.reductions=any-time",
    lambda r: f"policy.required_probability={r.uniform(0.5, 0.9):.2f}",
    lambda r: f"policy.headline={r.choice(['cashable', 'all'])}",
    lambda r: f"policy.segment_by={r.choice(['role', 'use'])}",
    lambda r: f"policy.effect_scale={r.randint(20, 60)}",
    lambda r: f"simulation.seed={r.randint(1, 999)}",
    lambda r: f"costs[admin].fte={r.uniform(0.1, 0.6):.2f}",
]
rng = random.Random(20241)
before, last = base, "base.json"
for i in range(24):
    sets = [f(rng) for f in rng.sample(CHANGES, rng.randint(1, 7))]
    name = f"random{i}.json"
    new = evaluate(name, sets)
    c = compare(last, name)
    ok(adds_up(c, before, new), f"adds up: {', '.join(sets)}", c["bridge"])
    before, last = new, name
for pilot in ("examples/metered-api", "examples/engineering-rct"):
    old = evaluate("o.json", (), pilot)
    new = evaluate("n.json", ["assumptions.discount_rate=0.15",
                              "policy.required_probability=0.6"], pilot)
    c = compare("o.json", "n.json")
    seen = {f["figure"]: f for f in c["bridge"]["figures"]}
    good = all(f["change"] is None or
               close(sum(f["parts"].values()), f["change"])
               for f in seen.values())
    ok(good and c["bridge"]["why_not"] is None and
       seen["pv_costs"]["parts"]["software"] == 0.0,
       f"{pilot}: the same in this build, and adds up", c["bridge"])

# A verdict that turns: by which part, at which step.
evaluate("free.json", ["contract.price=2", "assumptions.realisation=0.9",
                       "costs[admin].fte=0.05"])
c = compare("base.json", "free.json")
turns = c["bridge"]["verdict"]
rules = {r["rule"] for r in base["verdict"]["rules"]}
ok(c["verdict_changed"] and turns and turns[0]["from"] == "cancel" and
   turns[-1]["to"] == json.load(open(path("free.json")))["verdict"]["option"] and
   {t["part"] for t in turns} <= {"assumptions", "contract"} and
   all(t["rule"] in rules for t in turns), "a verdict that turns is explained",
   turns)
ok(all(a["to"] == b["from"] for a, b in zip(turns, turns[1:])),
   "one turn goes on from the one before")

# Definitions.
def reworded(to):
    file = os.path.join(to, "pilot.json")
    text = open(file).read()
    changed = text.replace("How much time does Copilot save you on a typical day?",
                           "How much time do you gain with Copilot each day?")
    assert changed != text
    open(file, "w").write(changed)


new = evaluate("worded.json", ["policy.segment_by=role",
                               "assumptions.horizon_years=2"],
               folder("reworded", reworded))
c = compare("base.json", "worded.json")
ok({(b["definition"], b["name"]) for b in c["breaks"]} ==
   {("segment_by", None), ("horizon", None), ("survey", "time_saved")},
   "another wording, another division and another horizon are breaks", c["breaks"])

# Trend over any number, oldest first.
c = compare("base.json", "random0.json", "random1.json", "free.json")
ok(len(c["trend"]) == 4 and
   [t["verdict"] for t in c["trend"]][0::3] == ["cancel", c["trend"][3]["verdict"]]
   and c["old"]["as_of"] and c["trend"][0]["npv"] == base["economics"]["npv"],
   "the trend has every result, the split the last two")
spent = [e["alpha_spent"] for e in base["evidence"] if e["alpha_spent"] is not None]
ok(close(c["alpha_left"], 0.05 - max(spent)), "alpha that was spent is carried along")
old = {k: v for k, v in base.items()}
old["model"] = {k: v for k, v in base["model"].items()
                if k not in ("files", "evidence", "defaults")}
json.dump(old, open(path("old.json"), "w"))
c = compare("old.json", "base.json")
ok(not c["bridge"]["figures"] and "cannot be evaluated again" in
   c["bridge"]["why_not"], "a result without its files' sums says so")
done()
