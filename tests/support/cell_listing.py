#!/usr/bin/python3
"""Lists the cells of a workbook compactly, for comparing with a listing kept.

    cell_listing.py REPORT.xlsx > NAME.tsv

One line a run of cells: sheet, cells, and what is in them. Formulas that are
copied across a row or down a column make one run, written as that of its first
cell with the value of the first; numbers have 12 digits.
"""
import math
import re
import sys

from openpyxl.utils import column_index_from_string, get_column_letter

from quiet_openpyxl import openpyxl, readable

REFERENCE = re.compile(
    r"'[^']*'|\"[^\"]*\"|(\$?)([A-Z]{1,3})(\$?)(\d+)(?![\w(])")
RELATIVE = 1e-9


def relative(formula, row, column):
    """The formula with references as distances from its cell."""
    def distance(m):
        if m.group(2) is None:
            return m.group(0)
        c = column_index_from_string(m.group(2))
        r = int(m.group(4))
        return (f"C{c}" if m.group(1) else f"C[{c - column}]") + \
            (f"R{r}" if m.group(3) else f"R[{r - row}]")
    return REFERENCE.sub(distance, formula)


def number(x):
    if isinstance(x, bool) or not isinstance(x, (int, float)):
        return str(x)
    return f"{x:.12g}"


def clean(text):
    return str(text).replace("\t", " ").replace("\n", "\\n")


def key_of(cell):
    """What two cells of a run have in common; None: never in a run."""
    if cell.data_type == "f":
        return relative(cell.value, cell.row, cell.column)
    return None


def runs_across(row):
    """(first, last, key) of the cells of a row that hold something."""
    found = []
    for cell in row:
        if cell.value is None:
            continue
        key = key_of(cell)
        if found and key is not None and found[-1][2] == key and \
                found[-1][1].column == cell.column - 1:
            found[-1] = (found[-1][0], cell, key)
        else:
            found.append((cell, cell, key))
    return found


def cells_of(first, last):
    return first.coordinate if first is last else \
        f"{first.coordinate}:{last.coordinate}"


def listing(path):
    lines = []
    formulas = openpyxl.load_workbook(path)
    values = openpyxl.load_workbook(path, data_only=True)
    for sheet in readable(formulas):
        shown = values[sheet.title]
        for row in sheet.iter_rows():
            for first, last, key in runs_across(row):
                value = shown[first.coordinate].value
                text = clean(number(value))
                if key is not None:
                    text = f"{clean(first.value)}\t{text}"
                lines.append(f"{sheet.title}\t{cells_of(first, last)}\t{text}")
    return lines


def is_number(text):
    try:
        return math.isfinite(float(text))
    except ValueError:
        return False


def same(a, b):
    """Fields are equal, as numbers to a relative 1e-9."""
    left, right = a.split("\t"), b.split("\t")
    return len(left) == len(right) and all(
        x == y or (is_number(x) and is_number(y) and math.isclose(
            float(x), float(y), rel_tol=RELATIVE, abs_tol=1e-9))
        for x, y in zip(left, right))


def differences(kept, now):
    """Lines that were and are no more, lines that are new."""
    bad, i = [], 0
    by_place = {tuple(line.split("\t")[:2]): line for line in now}
    was = {tuple(line.split("\t")[:2]): line for line in kept}
    for place, line in was.items():
        if place not in by_place:
            bad.append("gone: " + line)
        elif not same(line, by_place[place]):
            bad.append("was: " + line)
            bad.append("is:  " + by_place[place])
    bad += ["new: " + line for place, line in by_place.items()
            if place not in was]
    return bad


if __name__ == "__main__":
    for each in listing(sys.argv[1]):
        print(each)
