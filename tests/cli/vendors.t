#!/usr/bin/python3
"""Every export of tests/data/exports is known by its headers and goes the whole
way to evaluate with the facts that it was made of (TAP)."""
import json
import os
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "support"))
from exports import ROOT, TMP, found, run, write  # noqa: E402
from tap import done, ok  # noqa: E402

DATA = os.path.join(ROOT, "tests", "data", "exports")
with open(os.path.join(DATA, "truth.json"), encoding="utf-8") as f:
    TRUTH = json.load(f)
NAMES = {"mail": "u%02d@example.org", "login": "u%02d-dev"}


def people(key):
    return "".join(f"{NAMES[key] % k},pilot,IT,"
                   "2026-01-01,active\n" for k in range(1, 13))


def pilot(name, truth):
    """A pilot of May 2026 with the file where it belongs."""
    file = dict(truth["spec"], file=os.path.join(DATA, name))
    p = {"seatworth": 1, "name": name, "product": "Assistant",
         "currency": "USD", "as_of": "2026-05-31",
         "pilot": {"start": "2026-05-01", "end": "2026-05-31",
                   "assignment": "volunteers"},
         "roster": {"file": "seats.csv"},
         "contract": {"price": 30, "per": "seat-month", "seats_purchased": 20,
                      "price_basis": "add-on", "billing": "annual-upfront",
                      "term_months": 12, "term_start": "2026-01-01",
                      "term_end": "2026-12-31", "notice_days": 30,
                      "auto_renew": True, "reductions": "at-renewal"},
         "assumptions": {"hourly_cost": 60, "working_weeks_per_year": 46,
                         "realisation": 0.5, "discount_rate": 0.1,
                         "horizon_years": 1},
         "benefits": [], "simulation": {"draws": 1000}}
    use = truth["use"]
    if use == "usage":
        p["usage"] = file
    elif use == "metered":
        p["contract"]["metered"] = {"unit_price": 1, "included": 0,
                                    "usage": file}
    elif use == "roster":
        p["roster"] = file
    elif use == "more":
        p["roster"]["more"] = [file]
    elif use == "outcome":
        p["outcomes"] = [dict(file, metric="m", better="lower",
                              minutes_per_unit=1)]
    elif use == "survey":
        file.setdefault("wave", "after")
        if "event_name" in open(file["file"], encoding="utf-8").readline():
            del file["wave"]
        p["survey"] = {"files": [file], "items": [
            {"id": "time_saved", "question": truth["question"],
             "kind": "time-saved", "per": "day", "answers": "auto"}]}
    return p


def evaluate(name, truth):
    folder = name + ".d"
    write(folder + "/seats.csv", "person,arm,department,seat_from,status\n" +
          people(truth["key"]))
    path = write(folder + "/pilot.json", pilot(name, truth))
    out = os.path.join(TMP.name, folder)
    p = run("evaluate", path, "--json", out + "/r.json", "-o",
            out + "/r.xlsx", "--quiet")
    try:
        with open(out + "/r.json", encoding="utf-8") as f:
            return json.load(f), p.stderr
    except OSError:
        return None, p.stderr


def metered_units(result):
    one = [i for i in result["model"]["inputs"]
           if i["key"] == "usage.metered_units_per_month"]
    return one[0]["value"] if one else None


for name, truth in TRUTH.items():
    j = found(os.path.join(DATA, name))
    ok(j["format"] == truth["format"] and j["rows"] == truth["rows"],
       f"{name} is {truth['format']}, {truth['rows']} rows", j["format"],
       j["rows"], j["doubts"])
    noise = [d for d in j["doubts"] if d["code"] in
             ("bad-number", "bad-date", "ambiguous-dates",
              "ambiguous-decimals", "conflicting-rows")]
    ok(not noise, f"{name} is read without doubts of its cells", noise)
    if truth["use"] == "identify":
        continue
    result, said = evaluate(name, truth)
    if result is None:
        ok(False, f"{name} goes to evaluate", said)
        continue
    if "active" in truth:
        ok(result["seats"]["active"] == truth["active"],
           f"{name}: {truth['active']} are active", result["seats"], said)
    if "assigned" in truth:
        ok(result["seats"]["assigned"] == truth["assigned"],
           f"{name}: {truth['assigned']} seats", result["seats"], said)
    if "units" in truth:
        got = metered_units(result)
        ok(got is not None and abs(got - truth["units"]) < 1e-6,
           f"{name}: {truth['units']} units a month", got, said)
    if "answers" in truth:
        folder = os.path.join(TMP.name, name + ".d")
        c = json.loads(run("check", folder, "--json").stdout)
        ok([x["matched"] for x in c["joins"]] == [truth["answers"]]
           and not c["rejects"],
           f"{name}: {truth['answers']} people answer", c["joins"],
           c["rejects"], said)
    if truth["use"] in ("more", "outcome"):
        ok("error" not in said, f"{name} goes to evaluate", said)

# ---- the speed of telling formats apart --------------------------------------

slow = os.path.join(DATA, "chatgpt_users.csv")
begin = time.monotonic()
run("identify", *[slow] * 100)
hundred = time.monotonic() - begin
begin = time.monotonic()
run("identify", slow)
one = time.monotonic() - begin
ok((hundred - one) / 99 < 0.005, "a file is told in less than 5 ms",
   (hundred - one) / 99)
done()
