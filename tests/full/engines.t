#!/usr/bin/python3
"""Gnumeric and HyperFormula recalculate every formula to the value stored, and
after every input was changed give the figures of `evaluate --set`."""
import json
import math
import os
import sys
import tempfile

sys.path.insert(0, "tests/support")
import engines  # noqa: E402
import model_pilots  # noqa: E402
import recalculate  # noqa: E402
from model_pilots import FIGURES  # noqa: E402
from quiet_openpyxl import openpyxl  # noqa: E402
from tap import done, ok  # noqa: E402

ENGINES = {"Gnumeric": engines.gnumeric, "HyperFormula": engines.hyperformula}
FEW = "--set=simulation.draws=1024"
RELATIVE, ABSOLUTE = 1e-9, 1e-6


def evaluated(pilot, path, *options):
    run = model_pilots.evaluate(model_pilots.folder_of(pilot, path), FEW,
                                "-o", path + ".xlsx", *options)
    ok(run.returncode == 0, f"{pilot}: evaluates", run.stderr)
    return json.loads(run.stdout)


def differences(path, got):
    """Formula cells that an engine gives another value than is stored."""
    book = openpyxl.load_workbook(path)
    return [f"{title}!{cell}: stored {value!r}, now {got[title, cell]!r}: "
            f"{book[title][cell].value}"
            for (title, cell), value in engines.stored(path).items()
            if recalculate.distance(value, got[title, cell],
                                    recalculate.is_money(book[title][cell]))]


def figures(path, got):
    """Label to the value of column G; the term being signed comes first, then
    the programme."""
    found = {}
    for row in openpyxl.load_workbook(path)["Cash flow"].iter_rows(max_col=7):
        label, place = row[0].value, ("Cash flow", row[6].coordinate)
        if label in found and label == FIGURES["npv"]:
            label = "npv_programme"
        if place in got:
            found.setdefault(label, got[place])
    return found


def unlike(result, found):
    """Figures that differ from those of a result.json."""
    bad = []
    for key, label in FIGURES.items():
        want, got = model_pilots.at(result["economics"], key), found.get(label)
        number = isinstance(got, (int, float))
        if number != (want is not None) or number and not math.isclose(
                got, want, rel_tol=RELATIVE, abs_tol=ABSOLUTE):
            bad.append(f"{key}: evaluate {want!r}, workbook {got!r}")
    return bad


def agrees(pilot, work):
    path = os.path.join(work, pilot)
    before = evaluated(pilot, path)
    values = model_pilots.other_values(path + ".xlsx")
    after = evaluated(pilot, path + "-set",
                      *[f"--set={k}={v!r}" for k, v in values.items()])
    changed = path + "-changed.xlsx"
    recalculate.change(path + ".xlsx", {
        model_pilots.defined_name(k): v for k, v in values.items()}, changed)
    for name, engine in ENGINES.items():
        got = engine(path + ".xlsx", work)
        bad = differences(path + ".xlsx", got)
        ok(len(got) > 1000 and not bad,
           f"{pilot}: {name} recalculates {len(got)} formulas", *bad)
        found = figures(changed, engine(changed, work))
        bad = unlike(after, found)
        ok(not bad, f"{pilot}: {name} follows {len(values)} inputs", *bad)
        ok(unlike(before, found), f"{pilot}: they changed something")


with tempfile.TemporaryDirectory() as folder:
    for each in model_pilots.PILOTS:
        agrees(each, folder)
done()
