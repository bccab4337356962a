#!/usr/bin/python3
"""A figure has one name and one value: in the workbook, the page, the brief,
the summary, the result and the tables of --data."""
import csv
import json
import os
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, "tests/support")
from model_pilots import PILOTS, PROGRAM, folder_of  # noqa: E402
from page import read_page  # noqa: E402
from quiet_openpyxl import openpyxl  # noqa: E402
from tap import done, ok  # noqa: E402

FEW = "--set=simulation.draws=4096"
AMOUNT = r"(-?(?:[$€£]|[A-Z]{3} )-?[\d,]*\d(?:\.\d+)?)"
COUNT = r"(-?[\d,]*\d(?:\.\d+)?)"
# A figure in words: every sentence that has it, wherever it stands.
SAID = {
    "minutes priced": [rf"prices {COUNT} minutes",
                       rf"saves {COUNT} minutes a week after every link"],
    "minutes needed": [rf"pays from {COUNT} minutes",
                       rf"needs {COUNT} minutes to pay"],
    "price of break-even": [rf"a price of at most {AMOUNT} per",
                            rf"breaks even at {AMOUNT} per"],
    "net present value": [rf"Renewing is worth {AMOUNT} more than leaving over",
                          rf"Renewing costs {AMOUNT} more than it returns over"],
    "net cash": [rf"Counting cash alone, it is a net cash cost of {AMOUNT}",
                 rf"Counting cash alone, it is worth {AMOUNT}"],
    "spent if nobody acts": [rf"renew to [\w -]+ for {AMOUNT}\."],
    "programme": [rf"programme of {COUNT} months the net present value"],
}


def outputs_of(pilot, work):
    base = os.path.join(work, "r")
    run = subprocess.run(
        [PROGRAM, "evaluate", pilot, FEW, "-o", base + ".xlsx", "--json",
         base + ".json", "--html", base + ".html", "--brief", base + ".md",
         "--data", base], capture_output=True, text=True)
    if run.returncode:
        return run.stderr, None
    with open(base + ".json", encoding="utf-8") as f:
        result = json.load(f)
    with open(base + ".md", encoding="utf-8") as f:
        brief = f.read()
    with open(os.path.join(base, "options.csv"), encoding="utf-8") as f:
        table = list(csv.DictReader(f))
    book = openpyxl.load_workbook(base + ".xlsx", data_only=True)
    return "", {"result": result, "brief": brief, "summary": run.stdout,
                "page": read_page(base + ".html").root.one("main").text,
                "table": table, "book": book}


def words_of(outputs):
    """The running text of each output, blanks made one."""
    cells = [str(c.value) for row in outputs["book"]["Decision"].iter_rows()
             for c in row if isinstance(c.value, str)]
    texts = {"workbook": " ".join(cells),
             **{k: outputs[k] for k in ("brief", "summary", "page")}}
    return {k: re.sub(r"\s+", " ", t.replace("**", "").replace("\\", ""))
            for k, t in texts.items()}


def number(text):
    digits = re.sub(r"[^\d.]", "", text)
    return float(digits) if digits else None


def check_said(what, outputs):
    texts = words_of(outputs)
    for name, patterns in SAID.items():
        found = {(number(value), where) for where, text in texts.items()
                 for p in patterns for value in re.findall(p, text)}
        values = {value for value, _ in found}
        ok(len(values) < 2, f"{what}: one value of: {name}", *sorted(found))
    return texts


def is_near(shown, value, digits=0):
    """As printed to so many digits, or both absent."""
    if value is None or shown is None or shown == "":
        return value is None and shown in (None, "", "n/a")
    if shown == "n/a":
        return False
    return abs(float(shown) - value) <= .5 * 10 ** -digits * (1 + 1e-9)


def rows_under(sheet, head):
    """Rows below the one with a head, until a blank name: {head: value}."""
    top = next((r for r in range(1, sheet.max_row) for c in range(1, 18)
                if str(sheet.cell(r, c).value or "").startswith(head)), None)
    if top is None:
        return []
    heads = [sheet.cell(top, c).value for c in range(1, sheet.max_column + 1)]
    rows = []
    for r in range(top + 1, sheet.max_row):
        name = str(sheet.cell(r, 1).value or "")
        if not name or name.startswith("Options bind"):
            break
        rows.append({h: sheet.cell(r, c + 1).value for c, h in enumerate(heads)
                     if h})
    return rows


FIGURES = {  # of an option: by result.json, Decision, Alternatives, options.csv
    "cash in twelve months": (lambda o: o["cash_12_months"],
                              "Cash out, 12 months", "Cash out, 12 months",
                              "cash_12_months"),
    "net present value": (lambda o: o["npv"]["live"], None,
                          "Net present value", "npv"),
    "the same in cash": (lambda o: o["npv_cashable"], "NPV, cash only",
                         "Cash only", "npv_cashable"),
    "the same with capacity": (lambda o: o["npv_with_capacity"],
                               "NPV, with capacity", "With capacity",
                               "npv_with_capacity"),
    "the same with all": (lambda o: o["npv_all"], "NPV, all benefits",
                          "All benefits", "npv_all"),
    "a year's": (lambda o: o["npv_per_year"], None, "Net benefit a year",
                 "npv_per_year"),
}


def check_options(what, outputs):
    """Rows are in one order everywhere; those without figures have none."""
    options = outputs["result"]["options"]
    page = rows_under(outputs["book"]["Decision"], "Options (")
    sheet = rows_under(outputs["book"]["Alternatives"], "Option")
    table = outputs["table"]
    ok(len(options) == len(page) == len(sheet) == len(table),
       f"{what}: the same options everywhere", len(options), len(page),
       len(sheet), len(table))
    for name, (of, on_page, on_sheet, column) in FIGURES.items():
        wrong = []
        for o, p, s, t in zip(options, page, sheet, table):
            if of(o) is None:
                continue
            wrong += [(o["option"], where, value, of(o))
                      for where, value in (
                          ("page one", p.get(on_page) if on_page else None),
                          ("Alternatives", s.get(on_sheet)),
                          ("options.csv", t[column]))
                      if not (where == "page one" and not on_page)
                      and not is_near(value, of(o), 6)]
        ok(not wrong, f"{what}: each option has one {name}", *wrong)


def check_tables(what, outputs):
    """The brief's table and the summary's, in whole units of money."""
    options = [o for o in outputs["result"]["options"]
               if o["npv"]["live"] is not None]
    brief = [[c.strip() for c in line.strip("|").split(" | ")]
             for line in outputs["brief"].splitlines()
             if line.startswith("| ") and re.search(r"\| -?\D{0,4}\d", line)]
    amounts = [re.findall(AMOUNT, " ".join(row[2:])) for row in brief]
    found = [[number(a) for a in row[:2]] for row in amounts if row]
    want = [[abs(round(o["npv"]["live"])), abs(round(o["npv_per_year"]))]
            for o in options]
    ok(all(abs(a - b) <= 1 for f, w in zip(found, want)
           for a, b in zip(f, w)) and len(found) >= len(want),
       f"{what}: the brief's table has them", found, want)
    rows = [line for line in outputs["summary"].splitlines()
            if re.match(r"  \S.*\s{2,}.*\d", line)]
    found = [number(re.findall(AMOUNT, row)[0]) for row in rows
             if re.findall(AMOUNT, row)]
    ok(all(any(abs(f - abs(o["npv"]["live"])) <= .5 + 1e-6 for f in found)
           for o in options),
       f"{what}: so has the summary's", found, [w[0] for w in want])


def check_renewing(what, outputs):
    """Renewing's figures of result.json and the tile of page one."""
    money, renew = outputs["result"]["economics"], \
        outputs["result"]["options"][0]
    pairs = [("npv", renew["npv"]["live"])]
    pairs += [(k, renew[k]) for k in ("npv_cashable", "npv_with_capacity",
                                      "npv_all", "npv_programme")]
    wrong = [(k, money[k], value) for k, value in pairs
             if money[k] is not None and not is_near(value, money[k], 6)]
    tile = next(c.value for c in outputs["book"]["Decision"]["A"]
                if isinstance(c.value, (int, float)))
    if money["npv"] is not None and not is_near(tile, money["npv"], 6):
        wrong.append(("tile", tile, money["npv"]))
    ok(not wrong, f"{what}: renewing has one net present value", *wrong)


def check_published(what, outputs):
    """The table of published studies ends in the result's own figures, and its
    columns in its totals."""
    sheet = outputs["book"]["Cash flow"]
    top = next(r for r in range(1, sheet.max_row)
               if str(sheet.cell(r, 1).value).startswith("As published"))
    heads = [c.value for c in sheet[top + 1]]
    rows = {}
    for row in sheet.iter_rows(min_row=top + 2, values_only=True):
        if row[0] is None:
            break
        rows[row[0]] = dict(zip(heads, row))
    rate = next(i["value"] for i in outputs["result"]["model"]["inputs"]
                if i["key"] == "assumptions.discount_rate")
    wrong = []
    for name, row in list(rows.items())[:-1]:
        columns = [row["Initial"]] + [row[y] for y in heads
                                      if isinstance(y, (int, float))]
        columns = [c or 0 for c in columns]
        pv = sum(c / (1 + rate) ** k for k, c in enumerate(columns))
        if not is_near(row["Total"], sum(columns), 5) or \
                not is_near(row["Present value"], pv, 5):
            wrong.append((name, row["Total"], sum(columns),
                          row["Present value"], pv))
    ok(not wrong, f"{what}: years as published add up", *wrong)
    adjusted = outputs["result"]["economics"]["risk_adjusted"]
    if adjusted["npv"] is not None:
        have = {"npv": rows["Net"], "pv_costs": rows["Costs, headline basis"],
                "pv_benefits": rows["Benefits, headline basis"],
                "roi": rows["Net over costs, by whole years"]}
        ok(all(is_near(row["Present value"], adjusted[k], 6)
               for k, row in have.items()),
           f"{what}: the table of published studies has the result's figures",
           have, adjusted)


seen = set()
for name in PILOTS:
    with tempfile.TemporaryDirectory() as folder:
        said, outputs = outputs_of(folder_of(name, folder), folder)
        ok(outputs is not None, f"{name}: evaluates", said)
        if outputs is None:
            continue
        texts = check_said(name, outputs)
        seen |= {n for n, patterns in SAID.items() for p in patterns
                 if re.search(p, texts["summary"] + texts["brief"])}
        check_options(name, outputs)
        check_renewing(name, outputs)
        check_published(name, outputs)
        if outputs["result"]["economics"]["npv"] is not None:
            check_tables(name, outputs)
ok(seen == set(SAID), "each sentence was met", set(SAID) - seen)
done()
