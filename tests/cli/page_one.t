#!/usr/bin/python3
"""Page one says which offer, until when, every contract's deadline, the side
on which a share lies, and prices in the contract's own money."""
import json
import os
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, "tests/support")
from tap import done, ok  # noqa: E402

PROGRAM = os.environ.get("SEATWORTH", "build/seatworth")

TERM = {"price": 30, "seats_purchased": 100, "billing": "annual-upfront",
        "term_months": 12, "notice_days": 30, "auto_renew": True,
        "term_start": "2023-08-01", "term_end": "2024-07-31"}


def pilot(**more):
    made = {
        "seatworth": 1, "name": "Page one", "currency": "USD",
        "pilot": {"start": "2023-06-01", "end": "2024-01-31"},
        "as_of": "2024-06-30", "seats": {"count": 100}, "contract": TERM,
        "assumptions": {"hourly_cost": 60, "realisation": 0.5,
                        "discount_rate": 0.1},
        "benefits": [{"id": "saved", "kind": "quality",
                      "amount_per_year": 60000, "class": "capacity"}],
        "policy": {"allow_assumption_only": True},
        "simulation": {"draws": 4096, "seed": 1}}
    made.update(more)
    return {k: v for k, v in made.items() if v is not None}


def says(made):
    """The summary on one line, and the result."""
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, "pilot.json"), "w",
                  encoding="utf-8") as f:
            json.dump(made, f)
        with open(os.path.join(folder, "r.csv"), "w",
                  encoding="utf-8") as f:
            f.write("date,currency,rate\n2023-01-01,EUR,1.1\n")
        out = os.path.join(folder, "out.json")
        brief = os.path.join(folder, "out.md")
        run = subprocess.run(
            [PROGRAM, "evaluate", folder, "-o",
             os.path.join(folder, "out.xlsx"), "--json", out, "--brief",
             brief], capture_output=True, text=True)
        if not os.path.exists(out):
            return run.stdout + run.stderr, run.stderr, None
        with open(out, encoding="utf-8") as f:
            result = json.load(f)
        with open(brief, encoding="utf-8") as f:
            return re.sub(r"\s+", " ", run.stdout), f.read(), result


def holds(name, text, *parts):
    missing = [p for p in parts if p not in text]
    ok(not missing, name, f"missing: {missing}\nin: {text}")


OFFER = [{"term_months": 36, "billing": "annual-upfront", "price": 20}]
text, brief, result = says(pilot(contract=dict(TERM, offers=OFFER)))
holds("the summary names the offer and what it binds to", text,
      "Renew 100 seats on the 36-month offer, from 1 August 2024 to 31 July "
      "2027", "2027-07-31", "assumes repeating")
holds("the brief does too", brief, "Renew 100 seats on the 36-month offer",
      "| 2027-07-31 |", "assumes repeating")
ok(result is not None and "36-month offer" in
   [o["alternative"] for o in result["options"]], "so does the result", text)

two = [dict(TERM, sku="A"), dict(TERM, sku="B", seats_purchased=10,
                                 term_start="2023-11-01",
                                 term_end="2024-10-31")]
text, brief, result = says(pilot(contract=None, contracts=two))
for name, page in (("summary", text), ("brief", brief)):
    holds(f"{name}: every deadline, the earliest first", page,
          "A by 1 July 2024", "B by 1 October 2024")
    ok(page.find("A by 1 July") < page.find("B by 1 October"),
       f"{name}: A comes first", page)

euro = dict(TERM, price=250, per="seat-year", currency="EUR",
            renewal_uplift=0.05)
text, brief, result = says(pilot(
    contract=euro, assumptions={"discount_rate": 0.1, "currency_rates":
                                {"file": "r.csv"}}))
holds("a price is said in the contract's money and unit", text,
      "€250", "per seat and year is quoted")

names = {c["clause"]: c for c in result["economics"]["clauses"]} \
    if result else {}
ok("uplift-cap" in names and not names["uplift-cap"]["has"]
   and names["uplift-cap"]["pv"] < 0, "a right that is lacking has its worth",
   str(names))
ok(names.get("most-favoured-customer", {}).get("why_not") is not None,
   "what cannot be priced says why", str(names))
holds("page one names the dearest", brief, "Dearest clause:",
      "Dearest missing right:")

done()
