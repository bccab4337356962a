"""Small pilots with what the examples do not have: every kind of line, other
ways of billing and of discounting, other currencies."""
import os
import json
import re
import subprocess

from quiet_openpyxl import openpyxl

PROGRAM = os.environ.get("SEATWORTH", "build/seatworth")

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
             "risk_adjustment": 0.1,
             "budget_line": "6410", "owner": "Head", "from": "2024-08-15"}],
        "costs": [
            {"id": "setup", "kind": "one-off", "amount": 5000,
             "hours_per_seat": 1, "applies_to": "all", "date": "2024-09-10"},
            {"id": "admin", "kind": "administration", "fte": 0.3,
             "risk_adjustment": 0.05,
             "annual_cost_per_fte": 110000, "amount_per_year": 1200},
            {"id": "courses", "kind": "training-delivery",
             "hires_per_year": 14, "amount_per_hire": 120,
             "hours_per_hire": 4, "ramp_months": 5, "from": "2024-09-01"},
            {"id": "leaving", "kind": "exit", "amount": 8000},
            {"id": "spare", "kind": "contingency", "share": 0.15}],
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
SMALL["growing"] = {
    **PILOT, "name": "Seats to be added", "policy": {"headline": "all"},
    "contract": {**TERM, "price": 30, "seat_growth": 4, "min_seats": 40},
    "survey": {"counts": {"file": "counts.csv"},
               "items": [{"id": "time_saved", "kind": "time-saved",
                          "question": "Minutes saved a day?", "per": "day"}]},
    "assumptions": {"hourly_cost": 61, "transport": 0.8,
                    "decay_per_year": 0.1},
    "risks": [{"id": "suspension", "probability_per_year": 0.1,
               "benefit_months_lost": 2, "cost": 20000}]}
# Two currencies, dated clauses, invoices that were paid, cost centres. The
# second contract is so small that no change of a price makes it the first.
SMALL["ledger"] = {
    **{k: v for k, v in PILOT.items() if k != "seats"},
    "name": "Two currencies", "currency": "EUR",
    "roster": {"file": "seats.csv"}, "policy": {"headline": "all",
                                                "budget_per_year": 20000},
    "assumptions": {"hourly_cost": 61, "fiscal_year_start": "04-01",
                    "currency_rates": {"file": "rates.csv"}, "basis": "real",
                    "discounting": "year-end", "inflation": 0.02,
                    "wage_growth": 0.03},
    "contracts": [
        {**TERM, "sku": "office", "price": 30, "currency": "USD",
         "seats_purchased": 60, "renewal_uplift": 0.04, "renewal_cap": 0.03,
         "vat_irrecoverable": 0.1,
         "promotion": {"price": 25, "until": "2024-10-31"}},
        {**TERM, "sku": "code", "price": 240, "per": "seat-year",
         "price_basis": "bundle", "baseline_price": 40, "seats_purchased": 6,
         "term_start": "2023-12-01", "term_end": "2024-11-30",
         "renewal_uplift": 0.05, "baseline_uplift": 0.02,
         "seats_schedule": [{"from": "2025-02-01", "seats": 8}],
         "price_schedule": [{"from": "2025-12-01", "price": 260}]}],
    "benefits": [
        {"id": "agency", "kind": "cost-avoided", "class": "cashable",
         "budget_line": "6410", "owner": "Head", "from": "2024-08-15",
         "release": [{"from": "2024-09-01", "amount": 30000},
                     {"from": "2025-03-15", "amount": 60000}]}],
    "costs": [
        {"id": "admin", "kind": "administration", "amount_per_year": 12000,
         "amount_per_seat": 6},
        {"id": "training", "kind": "one-off", "amount_per_seat": 50,
         "hours_per_seat": 2, "applies_to": "all", "date": "2024-09-10"},
        {"id": "spare", "kind": "contingency", "share": 0.1}],
    "actuals": {"invoices": {"file": "invoices.csv"}}}
# Nothing permits to cancel: leaving is the fewest seats.
SMALL["reduced"] = {
    **PILOT, "name": "Only fewer seats", "policy": {"headline": "all"},
    "contract": {
        **{k: v for k, v in TERM.items()
           if k not in ("notice_days", "reductions")},
        "price": 30, "min_seats": 10, "renewal_uplift": 0.03,
        "exits": [{"action": "reduce", "anchor": "renewal", "from_days": -30,
                   "to_days": 0}]},
    "assumptions": {"hourly_cost": 61},
    "costs": [{"id": "admin", "kind": "administration",
               "amount_per_seat": 6}],
    "benefits": [{"id": "agency", "kind": "cost-avoided", "class": "capacity",
                  "amount_per_year": 90000}]}
# Service goes on by the month; packs, a stopping cap and dated units.
SMALL["extended"] = {
    **PILOT, "name": "Extended by the month", "policy": {"headline": "all"},
    "contract": {
        **{k: v for k, v in TERM.items() if k != "auto_renew"},
        "price": 22, "billing": "annual-monthly",
        "monthly_billing_surcharge": 0.05, "renewal_uplift": 0.03,
        "end_of_term": {"action": "extended-service", "uplift": 0.23},
        "offers": [{"term_months": 36, "price": 20}],
        "metered": [
            {"name": "credits", "unit_price": 0.04, "multiplier": 1.1,
             "included": [{"from": "2024-01-01", "per_seat_month": 60},
                          {"from": "2025-01-01", "per_seat_month": 90}],
             "usage": {"file": "credits.csv"}, "growth_per_month": 0.01,
             "sources": [{"kind": "prepaid", "units": 20000, "price": 0.03,
                          "from": "2024-07-01", "valid_months": 6,
                          "auto_renew": True}]},
            {"name": "agents", "unit_price": 0.02,
             "units_per_month": 30000,
             "caps": [{"scope": "all", "amount": 500, "stop": True}],
             "price_schedule": [{"from": "2025-01-01", "price": 0.03}]}]},
    "assumptions": {"hourly_cost": 61},
    "benefits": [{"id": "agency", "kind": "cost-avoided", "class": "capacity",
                  "amount_per_year": 90000}]}
COUNTS = ("item,wave,segment,answer,count\n"
          "time_saved,after,all,0 minutes,20\n"
          "time_saved,after,all,10 minutes,30\n"
          "time_saved,after,all,30 minutes,25\n")
# Units a person and month: heavy-tailed, and the pool is just exceeded.
CREDITS = "period,person,units\n" + "".join(
    f"2024-0{m},p{i}@example.org,{40 + i * 6 % 97 + (i % 9 == 0) * 500 + m}\n"
    for m in range(1, 7) for i in range(110))
FILES = {
    "credits.csv": CREDITS, "counts.csv": COUNTS,
    "seats.csv": "person,arm,status,cost_center\n" + "".join(
        f"p{i}@example.org,pilot,active,{('4711', '0815', '')[i % 3]}\n"
        for i in range(60)),
    "rates.csv": ("date,currency,rate\n2023-01-01,USD,0.92\n"
                  "2024-03-01,USD,0.95\n2025-01-01,USD,0.9\n"),
    "invoices.csv": ("contract,date,from,to,seats,amount,currency\n"
                     "office,2023-08-01,2023-08-01,2024-07-31,60,21500,USD\n"
                     "code,2023-12-01,2023-12-01,2024-11-30,6,1250,EUR\n")}
EXAMPLES = ["research-division-500", "metered-api", "engineering-rct"]
PILOTS = [*EXAMPLES, *SMALL]
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


def folder_of(pilot, path):
    """The folder of a pilot; a small one is written below `path`."""
    if pilot not in SMALL:
        return "examples/" + pilot
    folder = path + ".pilot"
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, "pilot.json"), "w") as f:
        json.dump(SMALL[pilot], f)
    for name, text in FILES.items():
        with open(os.path.join(folder, name), "w") as f:
            f.write(text)
    return folder


def evaluate(folder, *options):
    """The finished process; result.json is on its standard output."""
    return subprocess.run([PROGRAM, "evaluate", folder, "--json", "-",
                           *options], capture_output=True, text=True)


def defined_name(key):
    return "in_" + re.sub(r"[^A-Za-z0-9]", "_", key)


def at(result, dotted):
    for key in dotted.split("."):
        result = result[key]
    return result


def inputs(path):
    """The rows of the Inputs sheet by the heads of its columns."""
    sheet = openpyxl.load_workbook(path, data_only=True)["Inputs"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    top = next(i for i, row in enumerate(rows) if row[0] == "Input")
    found = []
    for row in rows[top + 1:]:
        named = {head: x for head, x in zip(rows[top], row) if head}
        if named.get("Key") and named["Unit"] != "unknown":
            found.append(named)
    return found


def live_inputs(path):
    """Those that the workbook says it recomputes."""
    return [row for row in inputs(path) if row["To change it"] == LIVE]


def other_value(value, unit):
    """Another possible value of an input."""
    if unit == "seats":
        return value + 7
    if value == 0:
        return 0.03
    return value * (0.9 if value == 1 else 1.1)


def other_values(path):
    """Every input that the workbook says it recomputes, changed."""
    return {row["Key"]: other_value(row["Base"], row["Unit"])
            for row in live_inputs(path)}
