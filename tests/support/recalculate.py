#!/usr/bin/python3
"""Recalculates workbooks in LibreOffice and compares every formula cell with
the value that was stored in it.

    recalculate.py REPORT.xlsx...

Exits 1 and lists the worst cells when one differs by more than a relative 1e-9
(an absolute 1e-6 where differences cancel) or is an error, and when no formula
was compared at all. Tests also import it, to change inputs and recalculate.
"""
import math
import os
import subprocess
import sys
import tempfile

from quiet_openpyxl import openpyxl

RELATIVE, ABSOLUTE, WORST = 1e-9, 1e-6, 20

# LibreOffice trusts stored values unless its settings say "always recalculate".
SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"
 xmlns:xs="http://www.w3.org/2001/XMLSchema"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="ODFRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


def recalculate(paths, folder):
    """Recalculated copies of the workbooks, in the same order."""
    user = os.path.join(folder, "profile", "user")
    os.makedirs(user)
    with open(os.path.join(user, "registrymodifications.xcu"), "w") as f:
        f.write(SETTINGS)
    out = os.path.join(folder, "out")
    subprocess.run(
        ["soffice", "-env:UserInstallation=file://" + os.path.dirname(user),
         "--headless", "--convert-to", "xlsx", "--outdir", out] + paths,
        check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        timeout=300)
    return [os.path.join(out, os.path.basename(p)) for p in paths]


def is_money(cell):
    """Amounts and residuals, where a difference of large sums may cancel."""
    return '"' in cell.number_format or "E+" in cell.number_format


def distance(stored, now, money):
    """0 when equal within tolerance, else by how much they differ."""
    if isinstance(stored, bool) or isinstance(now, bool):
        return 0.0 if stored == now else math.inf
    if isinstance(stored, (int, float)) and isinstance(now, (int, float)):
        gap = abs(stored - now)
        allowed = max(ABSOLUTE if money else 1e-12,
                      RELATIVE * max(abs(stored), abs(now)))
        return 0.0 if gap <= allowed else gap
    return 0.0 if (stored or "") == (now or "") else math.inf


def compare(stored_path, now_path):
    """Number of formulas, and the cells that differ."""
    formulas = openpyxl.load_workbook(stored_path)
    stored = openpyxl.load_workbook(stored_path, data_only=True)
    now = openpyxl.load_workbook(now_path, data_only=True)
    n, bad = 0, []
    for sheet in formulas.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type != "f":
                    continue
                n += 1
                a = stored[sheet.title][cell.coordinate].value
                b = now[sheet.title][cell.coordinate].value
                gap = distance(a, b, is_money(cell))
                if gap > 0:
                    place = "%s!%s" % (sheet.title, cell.coordinate)
                    bad.append((gap, place, cell.value, a, b))
    return n, bad


def report(path, n, bad):
    if n == 0:
        print("%s: no formula was compared" % path)
        return False
    for gap, place, formula, a, b in sorted(
            bad, key=lambda x: -x[0])[:WORST]:
        print("%s: %s stored %r, recalculated %r: %s"
              % (path, place, a, b, formula))
    print("%s: %d formulas, %d differ" % (path, n, len(bad)))
    return not bad


def cell_of(book, name):
    sheet, cell = list(book.defined_names[name].destinations)[0]
    return book[sheet][cell.replace("$", "")]


def change(path, values, copy):
    """Saves a copy of a workbook with other values in its named cells."""
    book = openpyxl.load_workbook(path)
    for name, value in values.items():
        cell_of(book, name).value = value
    book.save(copy)


def main():
    if len(sys.argv) < 2:
        print("usage: recalculate.py REPORT.xlsx...")
        return 1
    with tempfile.TemporaryDirectory() as folder:
        copies = recalculate(sys.argv[1:], folder)
        good = [report(path, *compare(path, copy))
                for path, copy in zip(sys.argv[1:], copies)]
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
