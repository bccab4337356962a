#!/usr/bin/python3
"""A full recalculation in LibreOffice gives every figure that was stored, and
changing inputs in the workbook gives what `evaluate --set` gives."""
import json
import math
import os
import re
import subprocess
import sys
import tempfile
import zipfile

import openpyxl

sys.path.insert(0, "tests/support")
import recalculate  # noqa: E402

PROGRAM = os.environ.get("SEATWORTH", "build/seatworth")

# Two small pilots with what the examples do not have: every kind of line, other
# ways of billing and of discounting, other currencies.
TERM = {"seats_purchased": 120, "term_months": 12, "term_start": "2023-08-01",
        "term_end": "2024-07-31", "notice_days": 30, "auto_renew": True,
        "reductions": "at-renewal"}
PILOT = {
    "seatworth": 1, "currency": "CHF",
    "pilot": {"start": "2024-01-01", "end": "2024-06-30"},
    "seats": {"count": 110}, "as_of": "2024-06-30",
    "simulation": {"draws": 4096, "seed": 7},
}
SMALL = {
    "lines": {
        **PILOT, "name": "=Lines & risks", "policy": {"headline": "all"},
        "contract": {
            **TERM, "price": 42, "per": "seat-month", "price_basis": "bundle",
            "baseline_price": 12, "billing": "annual-monthly",
            "monthly_billing_surcharge": 0.05, "renewal_uplift": 0.04},
        "assumptions": {"hourly_cost": 61, "discount_rate": 0.09,
                        "discounting": "year-end", "basis": "real",
                        "inflation": 0.03, "wage_growth": 0.02},
        "benefits": [
            {"id": "sales", "kind": "revenue", "class": "soft",
             "amount_per_year": 90000, "margin": 0.4, "ramp_months": 7},
            {"id": "starters", "kind": "onboarding", "class": "capacity",
             "hires_per_year": 14, "hours_per_hire": 9,
             "amount_per_seat": 3, "hours_per_seat": 2},
            {"id": "agency", "kind": "cost-avoided", "class": "cashable",
             "amount_per_year": {"pert": [0, 80000, 150000]},
             "budget_line": "6410", "owner": "Head", "from": "2024-08-15"}],
        "costs": [
            {"id": "setup", "kind": "one-off", "amount": 5000,
             "hours_per_seat": 1, "applies_to": "all", "date": "2024-09-10"},
            {"id": "admin", "kind": "administration", "fte": 0.3,
             "annual_cost_per_fte": 110000, "amount_per_year": 1200},
            {"id": "courses", "kind": "training-delivery",
             "hires_per_year": 14, "amount_per_hire": 120,
             "hours_per_hire": 4, "ramp_months": 5, "from": "2024-09-01"},
            {"id": "leaving", "kind": "exit", "amount": 8000}],
        "risks": [
            {"id": "suspension", "probability_per_year": 0.1,
             "benefit_months_lost": 2, "cost": {"lognormal": [20000, 2]}},
            {"id": "leak", "probability_per_year": 0.02, "cost": 50000}]},
    "terms": {
        **PILOT, "name": "Terms", "currency": "EUR",
        "policy": {"headline": "cashable"},
        "contract": {
            **TERM, "price": 340, "per": "seat-year", "term_months": 24,
            "term_start": "2022-08-01", "billing": "annual-upfront",
            "tiers": [{"from_seats": 1, "price": 340},
                      {"from_seats": 100, "price": 300}],
            "promotion": {"price": 250, "until": "2024-12-31"},
            "multi_year_discount": 0.08, "renewal_uplift": 0.03},
        "assumptions": {"hourly_cost": 61, "discounting": "mid-year"},
        "benefits": [
            {"id": "agency", "kind": "cost-avoided", "class": "cashable",
             "amount_per_year": 60000, "budget_line": "6410",
             "owner": "Head", "from": "2024-08-15"}]},
    "metered": {
        **PILOT, "name": "A pool with people", "policy": {"headline": "all"},
        "contract": {
            **TERM, "price": 12, "billing": "monthly", "metered": {
                "unit_price": 0.04, "included_per_seat_month": 100,
                "pooled": True, "commit_per_month": 150,
                "usage": {"file": "credits.csv"},
                "tiers": [{"from_commit_per_month": 0, "unit_price": 0.04},
                          {"from_commit_per_month": 100,
                           "unit_price": 0.036}]}},
        "assumptions": {"basis": "real", "inflation": 0.02},
        "benefits": [
            {"id": "agency", "kind": "cost-avoided", "class": "capacity",
             "amount_per_year": 90000}]},
    "contracts": {
        **PILOT, "name": "Two products, growing",
        "contracts": [
            {**TERM, "sku": "office", "price": 30, "seat_growth": 4,
             "proration": "true-up", "renewal_uplift": 0.03},
            {**TERM, "sku": "code", "price": 240, "per": "seat-year",
             "price_basis": "bundle", "baseline_price": 40,
             "billing": "monthly", "term_months": 6, "seats_purchased": 25,
             "term_start": "2024-03-01", "term_end": "2024-08-31",
             "renewal_uplift": 0.05}],
        "assumptions": {"hourly_cost": 61},
        "benefits": [
            {"id": "agency", "kind": "cost-avoided", "class": "capacity",
             "amount_per_year": 90000}]},
}
# Units a person and month: heavy-tailed, and the pool is just exceeded.
CREDITS = "period,person,units\n" + "".join(
    f"2024-0{m},p{i}@example.org,{40 + i * 6 % 97 + (i % 9 == 0) * 500 + m}\n"
    for m in range(1, 7) for i in range(110))
RELATIVE = 1e-9

PILOTS = ["research-division-500", "metered-api", "engineering-rct", *SMALL]
LIVE = "type over the base cell"

# Figures of result.json by their label on the Cash flow sheet.
FIGURES = {
    "npv": "Net present value, headline basis",
    "npv_programme": "npv_programme",
    "npv_cashable": "Net, cash only",
    "npv_with_capacity": "Net, cash and capacity",
    "npv_all": "Net, all benefits",
    "pv_benefits": "Present value of benefits",
    "pv_costs": "Present value of costs",
    "roi": "Return on investment",
    "bcr": "Benefits per unit of cost",
    "payback_months": "Payback in months",
    "discounted_payback_months": "Payback in months, discounted",
    "break_even.minutes_per_seat_week":
        "Break-even minutes per seat and week",
    "break_even.price_per_seat_month": "Break-even price per seat and month",
    "break_even.realisation": "Break-even realisation",
    "break_even.adoption": "Break-even adoption",
    "break_even.hourly_cost": "Break-even hourly cost",
}
tests = failures = 0


def ok(passed, name, *details):
    global tests, failures
    tests += 1
    failures += not passed
    print(f"{'ok' if passed else 'not ok'} {tests} - {name}")
    if not passed:
        for detail in details[:20]:
            print(f"# {detail}")


def folder_of(pilot, path):
    if pilot not in SMALL:
        return f"examples/{pilot}"
    folder = os.path.join(os.path.dirname(path), pilot)
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, "pilot.json"), "w") as f:
        json.dump(SMALL[pilot], f)
    with open(os.path.join(folder, "credits.csv"), "w") as f:
        f.write(CREDITS)
    return folder


def evaluate(example, path, *options):
    run = subprocess.run(
        [PROGRAM, "evaluate", folder_of(example, path), "-o", path + ".xlsx",
         "--json", path + ".json", *options], capture_output=True, text=True)
    ok(run.returncode == 0, f"{example}: evaluates", run.stderr)
    with open(path + ".json") as f:
        return json.load(f)


def defined_name(key):
    return "in_" + re.sub(r"[^A-Za-z0-9]", "_", key)


def other_value(value, unit):
    """Another possible value of an input."""
    if unit == "seats":
        return value + 7
    if value == 0:
        return 0.03
    return value * (0.9 if value == 1 else 1.1)


def other_values(path):
    """Every input that the workbook says it recomputes, changed."""
    sheet = openpyxl.load_workbook(path, data_only=True)["Inputs"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=7)]
    return {row[10]: other_value(row[3], row[1])
            for row in rows if row[7] == LIVE}


def figures(path):
    """Label to value in column G: of the term being signed, which is first;
    of the programme under npv_programme."""
    found = {}
    sheet = openpyxl.load_workbook(path, data_only=True)["Cash flow"]
    for row in sheet.iter_rows(max_col=7):
        label, value = row[0].value, row[6].value
        if label in found and label == FIGURES["npv"]:
            label = "npv_programme"
        found.setdefault(label, value)
    return found


def at(result, dotted):
    for key in dotted.split("."):
        result = result[key]
    return result


def compare_figures(example, result, path):
    found, compared = figures(path), 0
    for key, label in FIGURES.items():
        want, got = at(result["economics"], key), found.get(label)
        if want is None:
            ok(not isinstance(got, (int, float)),
               f"{example}: {key} is unknown in both", f"workbook: {got!r}")
            continue
        compared += 1
        ok(isinstance(got, (int, float)) and
           math.isclose(got, want, rel_tol=RELATIVE, abs_tol=1e-6),
           f"{example}: changed inputs give {key}",
           f"evaluate: {want!r}, workbook: {got!r}")
    ok(compared > 0, f"{example}: figures were compared")


def plant_stale_value(path, copy):
    """Replaces the stored value of one formula of the Cash flow sheet."""
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(copy, "w") as new:
        for part in old.namelist():
            data = old.read(part).decode()
            if part == "xl/worksheets/sheet3.xml":
                data, n = re.subn(r"(=?SUMPRODUCT[^<]*</f><v>)[^<]*",
                                  r"\g<1>999", data, count=1)
                assert n == 1
            new.writestr(part, data)


def without_formulas(path):
    book = openpyxl.Workbook()
    book.active["A1"] = 1
    book.save(path)


def main(work):
    paths, values, changed = {}, {}, {}
    for pilot in PILOTS:
        base = os.path.join(work, pilot)
        evaluate(pilot, base)
        paths[pilot] = base + ".xlsx"
        values[pilot] = other_values(paths[pilot])
        ok(len(values[pilot]) > 5, f"{pilot}: {len(values[pilot])} live inputs")
        options = [f"--set={k}={v!r}" for k, v in values[pilot].items()]
        changed[pilot] = evaluate(pilot, base + "-set", *options)
        recalculate.change(
            paths[pilot],
            {defined_name(k): v for k, v in values[pilot].items()},
            base + "-changed.xlsx")
    stale = os.path.join(work, "stale.xlsx")
    plant_stale_value(paths["lines"], stale)
    empty = os.path.join(work, "empty.xlsx")
    without_formulas(empty)
    edited = [p[:-5] + "-changed.xlsx" for p in paths.values()]
    originals = [*paths.values(), stale, empty]
    copies = recalculate.recalculate([*originals, *edited],
                                     os.path.join(work, "office"))
    for example, copy in zip(PILOTS, copies):
        n, bad = recalculate.compare(paths[example], copy)
        ok(recalculate.report(paths[example], n, bad),
           f"{example}: {n} formulas recalculate", *bad)
        ok(n > 1000, f"{example}: the model is there")
    n, bad = recalculate.compare(stale, copies[len(PILOTS)])
    ok(len(bad) == 1, "a stale value is found", *bad)
    ok(not recalculate.report(stale, n, bad), "and refused")
    n, bad = recalculate.compare(empty, copies[len(PILOTS) + 1])
    ok(n == 0 and not recalculate.report(empty, n, bad),
       "a workbook without formulas is refused")
    for example, copy in zip(PILOTS, copies[len(PILOTS) + 2:]):
        compare_figures(example, changed[example], copy)
        differing = openpyxl.load_workbook(copy, data_only=True)["Inputs"]
        ok(differing["C4"].value == len(values[example]),
           f"{example}: counts the inputs that differ",
           differing["C4"].value)


with tempfile.TemporaryDirectory() as folder:
    main(folder)
print(f"1..{tests}")
sys.exit(failures > 0)
