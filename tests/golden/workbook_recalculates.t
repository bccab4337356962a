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

sys.path.insert(0, "tests/support")
import model_pilots  # noqa: E402
import recalculate  # noqa: E402
from model_pilots import FIGURES, PILOTS, at, defined_name  # noqa: E402
from quiet_openpyxl import openpyxl  # noqa: E402
from tap import done, ok  # noqa: E402

PROGRAM = os.environ.get("SEATWORTH", "build/seatworth")

RELATIVE = 1e-9


def evaluate(example, path, *options):
    run = subprocess.run(
        [PROGRAM, "evaluate", model_pilots.folder_of(example, path), "-o", path + ".xlsx",
         "--json", path + ".json", *options], capture_output=True, text=True)
    ok(run.returncode == 0, f"{example}: evaluates", run.stderr)
    with open(path + ".json") as f:
        return json.load(f)


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
            if part == "xl/worksheets/sheet4.xml":
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
        values[pilot] = model_pilots.other_values(paths[pilot])
        ok(len(values[pilot]) > 4, f"{pilot}: {len(values[pilot])} live inputs")
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
        book = openpyxl.load_workbook(copy, data_only=True)
        differing = recalculate.cell_of(book, "differing_inputs").value
        ok(differing == len(values[example]),
           f"{example}: counts the inputs that differ", differing)


with tempfile.TemporaryDirectory() as folder:
    main(folder)
done()
