#!/usr/bin/python3
"""seatworth portfolio: the allocation is the best of all, found by trying every
choice; calendar, ranking, rates, people and roll-ups are those of the pilots by
themselves; what fails is named and the others go on."""
import csv
import itertools
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import zipfile

import jsonschema

sys.path.insert(0, "tests/support")
from tap import done, ok  # noqa: E402

PROGRAM = os.path.abspath(os.environ.get("SEATWORTH", "build/seatworth"))
SCHEMA = json.load(open("templates/schemas/portfolio.schema.json"))
LIST = json.load(open("templates/portfolio.schema.json"))
EXAMPLE = "examples/engineering-rct"
DRAWS = ["--set", "simulation.draws=1024"]
work = tempfile.TemporaryDirectory()


def path(name):
    return os.path.join(work.name, name)


def run(*words):
    return subprocess.run([PROGRAM, *words], capture_output=True, text=True)


def portfolio(*words, code=0):
    out = run("portfolio", *words, "--json", "-", *DRAWS)
    if out.returncode != code:
        print("#", out.returncode, out.stderr)
        return None
    p = json.loads(out.stdout)
    jsonschema.validate(p, SCHEMA)
    return p


def pilot(name, price, change=None, **members):
    """A small pilot: seats by count, a benefit of a given money a year."""
    value = members.pop("value", 10000)
    p = {"seatworth": 1, "name": name, "product": "Assistant", "currency": "USD",
         "pilot": {"start": "2025-01-01", "end": "2025-06-30",
                   "assignment": "volunteers"},
         "as_of": "2025-06-30", "seats": {"count": 50},
         "contract": {"price": price, "per": "seat-month", "seats_purchased": 50,
                      "term_months": 12, "term_start": "2024-10-01",
                      "term_end": "2025-09-30", "notice_days": 30,
                      "auto_renew": True, "reductions": "at-renewal"},
         "assumptions": {"hourly_cost": 60, "discount_rate": 0.08,
                         "horizon_years": 1},
         "policy": {"allow_assumption_only": True, "headline": "cashable"},
         "benefits": [{"id": "agency", "kind": "cost-avoided",
                       "class": "cashable", "budget_line": "6410",
                       "owner": "Head", "from": "2025-07-01",
                       "amount_per_year": {"pert": [0, value, 2 * value]}}]}
    p.update(members)
    if change:
        change(p)
    os.makedirs(path(name), exist_ok=True)
    json.dump(p, open(os.path.join(path(name), "pilot.json"), "w"))
    return path(name)


def money(a):
    return 1e-9 * max(1.0, abs(a))


def every_choice(p, budget):
    """The most that one option of each priced pilot can be worth."""
    lists = [h["options"] for h in p["pilots"] if h["error"] is None and
             h["options"] and h["options"][0]["value"] is not None]
    best = None
    for choice in itertools.product(*lists):
        if sum(o["cost"] for o in choice) > budget - p["allocation"]["set_aside"] + 1e-6:
            continue
        worth = sum(o["value"] for o in choice)
        best = worth if best is None else max(best, worth)
    return best


rng = random.Random(77)
names = [pilot(f"p{i}", rng.randint(5, 40), value=rng.randint(2000, 40000),
               as_of=f"2025-0{rng.randint(5, 7)}-15",
               product=rng.choice(["Alpha", "Beta"])) for i in range(6)]
whole = portfolio(*names)
costs = [min(o["cost"] for o in h["options"]) for h in whole["pilots"]]
most = sum(max(o["cost"] for o in h["options"]) for h in whole["pilots"])
ok(whole["allocation"]["exact"] and whole["budget"] is None and
   abs(whole["allocation"]["value"] - every_choice(whole, float("inf"))) <= 1e-6,
   "without a budget each pilot has its best option")
low = sum(costs)
good = True
for share in (0.0, 0.1, 0.25, 0.5, 0.75, 0.95):
    budget = low + share * (most - low) + 1
    p = portfolio(*names, "--budget", str(budget))
    a = p["allocation"]
    taken = [h["options"][h["allocated"]] for h in p["pilots"]]
    good = (good and a["feasible"] and a["exact"] and a["cost"] <= budget and
            abs(a["value"] - every_choice(p, budget)) <= money(a["value"]) and
            abs(sum(o["value"] for o in taken) - a["value"]) <= money(a["value"])
            and abs(sum(o["cost"] for o in taken) - a["cost"]) <= money(a["cost"]))
ok(good, "under any budget, the best of all choices")
p = portfolio(*names, "--budget", "0")
ok(p["allocation"]["feasible"] is (low <= 0) and
   all((h["allocated"] is None) == (low > 0) for h in p["pilots"]),
   "a budget below the cheapest choice has no allocation")

due = [whole["pilots"][i]["act_by"] for i in whole["calendar"]]
ok(due == sorted(due) and len(due) == 6, "what is due first comes first")
worth = [h["options"][h["decided"]]["value"]
         for h in (whole["pilots"][i] for i in whole["ranking"])
         if h["decided"] is not None]
ok(worth == sorted(worth, reverse=True), "the ranking falls")
for name, h in zip(names, whole["pilots"]):
    alone = json.loads(run("evaluate", name, "--quiet", "--json", "-",
                           *DRAWS).stdout)
    chosen = [o for o in alone["options"]
              if o["option"] == alone["verdict"]["option"]]
    same = (h["verdict"] == alone["verdict"]["option"] and
            h["act_by"] == alone["verdict"]["act_by"] and
            h["order"] == alone["verdict"]["order"])
    if chosen:
        o = h["options"][h["decided"]]
        same = same and o["cost"] == chosen[0]["cash_12_months"] and \
            o["value"] == chosen[0]["npv"]["live"]
    ok(same, f"{h['name']} is what it is by itself")
vendors = {v["name"]: v for v in whole["vendors"]}
ok(set(vendors) == {h["vendor"] for h in whole["pilots"]} and
   sum(v["pilots"] for v in vendors.values()) == 6 and
   all(abs(v["cost"] - sum(h["options"][h["decided"]]["cost"]
                           for h in whole["pilots"] if h["vendor"] == k)) < 1e-6
       for k, v in vendors.items() if v["cost"] is not None),
   "vendors are the sums of their pilots")
threads = [run("portfolio", *names, "--json", "-", "--threads", n, *DRAWS).stdout
           for n in ("1", "2", "4")]
ok(len(set(threads)) == 1 and threads[0], "any number of threads: the same bytes")

# portfolio.json: rates of the pilot's own day, owners, a budget.
euro = pilot("euro", 20, currency="EUR")


def listed(name="portfolio.json", **members):
    v = {"seatworth_portfolio": 1, "pilots": ["p0", "euro"], "currency": "USD",
         "rates": [{"date": "2025-01-01", "currency": "EUR", "rate": 1.5},
                   {"date": "2025-06-01", "currency": "EUR", "rate": 2.0},
                   {"date": "2025-07-01", "currency": "EUR", "rate": 9.0}]}
    v.update(members)
    jsonschema.Draft202012Validator.check_schema(LIST)
    json.dump(v, open(path(name), "w"))
    return path(name)


p = portfolio(listed(budget=1e6, owners={"euro": "Ada", "p0": "Bo"}))
own = portfolio(euro)
ok(p["currency"] == "USD" and p["budget"] == 1e6 and
   [h["owner"] for h in p["pilots"]] == ["Bo", "Ada"] and
   p["pilots"][1]["rate"] == 2.0 and own["currency"] == "EUR" and
   all(abs(a["cost"] - 2 * b["cost"]) < 1e-6 for a, b in
       zip(p["pilots"][1]["options"], own["pilots"][0]["options"])),
   "money is at the last rate on or before the pilot's day")
p = portfolio(listed(rates=[{"date": "2025-07-01", "currency": "EUR",
                             "rate": 2.0}]), code=4)
ok(p and p["failed"] == 1 and "no rate of EUR in USD on or before 2025-06-30" in
   p["pilots"][1]["error"] and p["pilots"][0]["allocated"] is not None,
   "a rate that is missing for the day is named, the others run")
os.makedirs(path("bad"), exist_ok=True)
open(os.path.join(path("bad"), "pilot.json"), "w").write('{"seatworth": 1,')
p = portfolio(names[0], path("bad"), path("nowhere"), names[1], code=4)
ok(p and p["failed"] == 2 and [h["error"] is None for h in p["pilots"]] ==
   [True, False, False, True] and "pilot.json:1" in p["pilots"][1]["error"] and
   sorted(p["calendar"]) == [0, 3], "bad pilots are reported, the others run")
out = run("portfolio", names[0], path("bad"), *DRAWS)
ok(out.returncode == 4 and "is left out" in out.stderr and
   "Left out" in out.stdout and "| p0" in out.stdout, "and the tables say so")


def fails(code, text, *words):
    out = run("portfolio", *words)
    good = out.returncode == code and text in out.stderr and not out.stdout
    if not good:
        print("#", out.returncode, out.stderr)
    ok(good, f"exit code {code}: {text}")


fails(1, "names one pilot twice", names[0],
      os.path.join(names[0], "..", "p0", "pilot.json"))
fails(1, "names one pilot twice", listed(pilots=["p0", "./p0"]))
fails(1, "none of the pilots", listed(owners={"p9": "Ada"}))
fails(1, "portfolio.json", listed(budgets=3))
fails(1, "portfolio.json", listed(budget=-3))
fails(1, "is left out", path("bad"))
fails(2, "portfolio takes pilots")
fails(2, "--budget takes", names[0], "--budget", "much")
fails(2, "same place", names[0], "-o", "x", "--json", "x")
fails(3, "no-such", names[0], "-o", path("no-such/x.md"))


# People who hold several, by the rosters.
def with_roster(name, people):
    def change(p):
        del p["seats"]
        p["roster"] = {"file": "seats.csv"}
        p["contract"]["seats_purchased"] = len(people)
    to = pilot(name, 20, change)
    with open(os.path.join(to, "seats.csv"), "w") as f:
        w = csv.writer(f)
        w.writerow(["person", "arm", "department", "status"])
        for x in people:
            w.writerow([x, "pilot", "sales", "active"])
    return to


a = with_roster("ra", [f"u{i}@x.org" for i in range(40)])
b = with_roster("rb", [f"U{i}@x.org " for i in range(25, 70)])
c = with_roster("rc", [f"u{i}@x.org" for i in range(30, 40)] +
                [f"v{i}@x.org" for i in range(10)])
p = portfolio(a, b, c)
ok(p["people"] == {"holders": 80, "hold_several": 15, "most": 3} and
   [h["people_with_another"] for h in p["pilots"]] == [15, 15, 10],
   "people who hold several assistants are counted", p["people"])
d = with_roster("rd", [f"u{i}@x.org" for i in range(38, 60)][:2] +
                [f"w{i}@x.org" for i in range(20)])
p = portfolio(a, d)
ok(p["people"]["hold_several"] is None and
   p["pilots"][0]["people_with_another"] is None and
   "@x.org" not in json.dumps(p), "of few people no number is told, and no name")
book = run("portfolio", a, b, path("bad"), "-o", path("p.xlsx"), "--language", "de",
           *DRAWS)
with zipfile.ZipFile(path("p.xlsx")) as z:
    sheets = re.findall(r'<sheet name="([^"]+)"', z.read("xl/workbook.xml").decode())
    text = z.read("xl/sharedStrings.xml").decode()
ok(book.returncode == 4 and not book.stdout and sheets ==
   ["Kalender", "Rangfolge", "Aufteilung", "Summen", "Ausgelassen"] and
   "@x.org" not in text and "Handeln bis" in text,
   "a workbook in German, the calendar first", sheets)
ok("Example:" in run("portfolio", "--help").stdout, "help has an example")
done()
