"""Other programs that recalculate a workbook: Gnumeric, and HyperFormula for
JavaScript. Each gives the value of every formula cell by (sheet, cell)."""
import csv
import datetime
import json
import os
import subprocess

from openpyxl.utils.datetime import to_excel

from quiet_openpyxl import openpyxl


def serial(value):
    """As it is in the file: a day is a number."""
    if isinstance(value, (datetime.date, datetime.datetime, datetime.time)):
        return to_excel(value)
    return value


def formula_cells(book):
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    yield sheet.title, cell


def stored(path):
    """What the file itself says that its formulas give."""
    values = openpyxl.load_workbook(path, data_only=True)
    return {(title, cell.coordinate):
            serial(values[title][cell.coordinate].value)
            for title, cell in formula_cells(openpyxl.load_workbook(path))}


def picked(path, rows_of):
    """From whole sheets, rows of values, those of the formula cells."""
    found = {}
    for title, cell in formula_cells(openpyxl.load_workbook(path)):
        rows = rows_of[title]
        row = rows[cell.row - 1] if cell.row <= len(rows) else []
        found[title, cell.coordinate] = \
            row[cell.column - 1] if cell.column <= len(row) else None
    return found


def typed(text):
    """A field of CSV: a number where it is one."""
    if text in ("TRUE", "FALSE"):
        return text == "TRUE"
    try:
        return float(text)
    except ValueError:
        return text


def gnumeric(path, work):
    folder = os.path.join(work, os.path.basename(path) + ".csv")
    os.makedirs(folder)
    subprocess.run(
        ["ssconvert", "--recalc", "-S", "-T", "Gnumeric_stf:stf_assistant",
         "-O", "format=raw", path, os.path.join(folder, "%s")],
        check=True, capture_output=True, timeout=300)
    rows_of = {}
    for title in os.listdir(folder):
        with open(os.path.join(folder, title), newline="") as f:
            rows_of[title] = [[typed(x) for x in r] for r in csv.reader(f)]
    return picked(path, rows_of)


def two_arguments(formula):
    """NORMSDIST as HyperFormula has it, which asks whether it is cumulative."""
    name = "NORMSDIST("
    at = formula.find(name)
    if at < 0:
        return formula
    end, depth = at + len(name), 1
    while depth > 0:
        depth += {"(": 1, ")": -1}.get(formula[end], 0)
        end += 1
    return formula[:at] + "NORM.S.DIST(" + formula[at + len(name):end - 1] + \
        ",TRUE())" + two_arguments(formula[end:])


def content(cell):
    """A text is marked, so that none is taken for a formula or a number."""
    if cell.data_type == "f":
        return two_arguments(cell.value)
    if isinstance(cell.value, str):
        return "'" + cell.value
    return serial(cell.value)


def defined_names(book):
    """Names and what they stand for; a list up to openpyxl 3.0, then a dict."""
    names = book.defined_names
    return [(name.name, name.attr_text) for name in
            getattr(names, "definedName", None) or names.values()]


def in_hyperformula(book, **more):
    model = {
        "sheets": {sheet.title: [[content(c) for c in row]
                                 for row in sheet.iter_rows()]
                   for sheet in book.worksheets},
        "names": [{"name": name, "expression": "=" + where}
                  for name, where in defined_names(book)], **more}
    run = subprocess.run(
        ["node", "tests/support/hyperformula.mjs"], input=json.dumps(model),
        check=True, capture_output=True, text=True, timeout=300)
    return json.loads(run.stdout)


def hyperformula(path, _work):
    return picked(path, in_hyperformula(openpyxl.load_workbook(path)))


def hyperformula_after(path, changes, show):
    """Rows of a sheet after each of some lists of (sheet, row, column, value),
    counted from 1; a text is typed, not read as a number."""
    lists = [[{"sheet": sheet, "row": row - 1, "col": column - 1,
               "value": "'" + value if isinstance(value, str) else value}
              for sheet, row, column, value in each] for each in changes]
    return in_hyperformula(openpyxl.load_workbook(path), changes=lists,
                           show=show)
