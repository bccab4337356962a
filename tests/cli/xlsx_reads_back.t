#!/usr/bin/python3
"""Another program opens every example's workbook and finds nothing broken."""
import glob
import os
import re
import subprocess
import sys
import tempfile
import zipfile

sys.path.insert(0, "tests/support")
from quiet_openpyxl import openpyxl, readable  # noqa: E402
from tap import done, ok  # noqa: E402

PROGRAM = os.environ.get("SEATWORTH", "build/seatworth")
ALWAYS = ["Decision", "Inputs", "Cash flow", "Evidence", "Data", "Checks",
          "Methods"]
KNOWN = ["Decision", "Inputs", "Scenarios", "Cash flow", "Ledger", "Budget",
         "Break-even", "Seats", "Evidence", "Survey", "Simulation",
         "Alternatives", "Risks", "Data", "Checks", "Methods"]
BROKEN = re.compile(r"^#(NAME\?|REF!|VALUE!|DIV/0!|N/A|NUM!|NULL!)|"
                    r"^-?(nan|inf)$|Err:\d+", re.IGNORECASE)


def broken_cells(path, data_only):
    workbook = openpyxl.load_workbook(path, data_only=data_only)
    for sheet in workbook:
        for row in sheet.iter_rows():
            for cell in row:
                value = cell.value
                if cell.data_type == "e" or (
                        isinstance(value, str) and BROKEN.search(value)):
                    yield f"{sheet.title}!{cell.coordinate}: {value!r}"


def not_numbers(path):
    """What libxlsxwriter writes for a number that is none."""
    with zipfile.ZipFile(path) as archive:
        for part in archive.namelist():
            text = archive.read(part).decode("utf-8", "replace")
            for value in re.findall(r"<v>([^<]*)</v>", text):
                if re.fullmatch(r"-?(nan|inf(inity)?)", value, re.IGNORECASE):
                    yield f"{part}: {value}"


def formulas(path):
    workbook = openpyxl.load_workbook(path)
    return sum(cell.data_type == "f" for sheet in workbook
               for row in sheet.iter_rows() for cell in row)


def check(folder, work):
    name = os.path.basename(folder.rstrip("/"))
    path = os.path.join(work, name + ".xlsx")
    run = subprocess.run([PROGRAM, "evaluate", folder, "-o", path],
                         capture_output=True, text=True)
    ok(run.returncode == 0, f"{name}: evaluates", run.stderr)
    if run.returncode != 0:
        return
    names = [s.title for s in readable(openpyxl.load_workbook(path))]
    ok(not set(ALWAYS) - set(names), f"{name}: sheets that are always there",
       names)
    ok(names == [n for n in KNOWN if n in names], f"{name}: in their order",
       names)
    for data_only in (False, True):
        bad = list(broken_cells(path, data_only))
        what = "values" if data_only else "formulas"
        ok(not bad, f"{name}: no error in the {what}", *bad)
    bad = list(not_numbers(path))
    ok(not bad, f"{name}: no number that is none", *bad)
    ok(formulas(path) > 100, f"{name}: the model is live")
    with zipfile.ZipFile(path) as archive:
        ok(archive.testzip() is None, f"{name}: the archive is whole")


# The search finds what it is for.
for text in ("#NAME?", "#DIV/0!", "nan", "-inf", "Err:508"):
    ok(BROKEN.search(text), f"finds {text}")
for text in ("banana", "#1 option", "information", "n/a"):
    ok(not BROKEN.search(text), f"allows {text}")
with tempfile.TemporaryDirectory() as temporary:
    for example in sorted(glob.glob("examples/*/pilot.json")):
        check(os.path.dirname(example) + "/", temporary)
done()
