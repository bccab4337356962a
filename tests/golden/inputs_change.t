#!/usr/bin/python3
"""Changing unlocked base inputs of the workbook and recalculating gives what
`evaluate --set` gives, for every deterministic figure; picking a scenario gives
what `evaluate --scenario` gives; an input of zero breaks no formula."""
import concurrent.futures
import json
import math
import os
import random
import sys
import tempfile

sys.path.insert(0, "tests/support")
import model_pilots  # noqa: E402
import office  # noqa: E402
from tap import done, ok  # noqa: E402

CHANGES = 28  # of each of the pilots
RELATIVE, ABSOLUTE, SEED = 1e-9, 1e-6, 20240630
COUNTS = "assumptions.discount_rate"  # moves figures of every pilot
FEW = "--set=simulation.draws=256"  # nothing that is compared is simulated
YEARS = {"Benefits, headline basis": "benefits",
         "Costs, headline basis": "costs", "Net": "net"}


def random_value(row, pick):
    """A possible value of an input."""
    base, unit = row["Base"], row["Unit"]
    if unit == "fraction":
        return pick.choice([0.0, pick.uniform(0, 0.9)])
    if unit == "seats":
        return float(pick.randint(1, 3000))
    if base == 0:
        return pick.uniform(0, 9)
    return base * pick.uniform(0.2, 3)


def random_changes(rows, pick):
    some = pick.sample(rows, pick.randint(1, min(4, len(rows))))
    return {row["Key"]: random_value(row, pick) for row in some}


def evaluated(folder, changes):
    """The result, or None where the change is no possible pilot."""
    run = model_pilots.evaluate(
        folder, FEW, *[f"--set={k}={v!r}" for k, v in changes.items()])
    return json.loads(run.stdout) if run.returncode == 0 else None


def possible_changes(folder, rows, pick, pool):
    """CHANGES of them, each with what evaluate says of it."""
    found = []
    while len(found) < CHANGES:
        wanted = [random_changes(rows, pick)
                  for _ in range(CHANGES - len(found))]
        results = pool.map(lambda c: evaluated(folder, c), wanted)
        found += [(c, r) for c, r in zip(wanted, results) if r is not None]
    return found


def is_close(got, want):
    if want is None:
        return not isinstance(got, float)
    return isinstance(got, float) and math.isclose(
        got, want, rel_tol=RELATIVE, abs_tol=ABSOLUTE)


class Model:
    """The cells of an open workbook that have deterministic figures."""

    def __init__(self, book):
        sheet = book.sheet("Cash flow")
        self.row, self.years = {}, {}
        used = sheet.createCursor()
        used.gotoEndOfUsedArea(False)
        last = used.RangeAddress.EndRow
        self.cells = sheet.getCellRangeByPosition(0, 0, 18, last)
        in_years = False
        for row, (label, *_) in enumerate(self.cells.getDataArray()):
            in_years = in_years or str(label).startswith("Years:")
            if label == model_pilots.FIGURES["npv"] and label in self.row:
                label = "npv_programme"
            self.row.setdefault(label, row)
            if in_years and label in YEARS:
                self.years.setdefault(label, row)

    def differences(self, result):
        """What differs from the figures of a result.json."""
        economics, bad = result["economics"], []
        cells = self.cells.getDataArray()
        for key, label in model_pilots.FIGURES.items():
            want = model_pilots.at(economics, key)
            got = cells[self.row[label]][6]
            if not is_close(got, want):
                bad.append(f"{key}: evaluate {want!r}, workbook {got!r}")
        for label, key in YEARS.items():
            for y, year in enumerate(economics["years"]):
                got = cells[self.years[label]][7 + y]
                if not is_close(got, year[key]):
                    bad.append(f"{key} of year {y + 1}: evaluate "
                               f"{year[key]!r}, workbook {got!r}")
        return bad


class Inputs:
    """The base cells; only those are set that are to change."""

    def __init__(self, book, rows):
        self.book = book
        self.cell = {row["Key"]: book.named(
            model_pilots.defined_name(row["Key"])) for row in rows}
        self.base = {row["Key"]: row["Base"] for row in rows}
        self.now = dict(self.base)

    def change(self, changes):
        for key, value in {**self.base, **changes}.items():
            if self.now[key] != value:
                self.cell[key].Value = self.now[key] = value
        self.book.recalculate()


def changes_agree(name, folder, book, rows, pool):
    pick, model = random.Random(SEED + len(name)), Model(book)
    inputs, bad = Inputs(book, rows), []
    for changes, result in possible_changes(folder, rows, pick, pool):
        inputs.change(changes)
        bad += [f"{changes}: {x}" for x in model.differences(result)]
    inputs.change({COUNTS: inputs.base[COUNTS] + 0.01})
    ok(model.differences(evaluated(folder, {})),
       f"{name}: a change that evaluate was not told of is found")
    inputs.change({})
    ok(not bad, f"{name}: {CHANGES} changes give what --set gives", *bad)


def zeros_break_nothing(name, book, rows):
    inputs, bad = Inputs(book, rows), []
    for key in inputs.base:
        inputs.change({key: 0})
        bad += [f"{key}: {x}" for x in book.errors()]
    inputs.change({})
    own = book.named("scenario_chosen")
    own.String = "Your own"
    book.recalculate()
    bad += book.errors()
    own.String = "Base"
    book.recalculate()
    ok(not bad, f"{name}: no input of zero gives an error", *bad)


def scenarios_agree(name, folder, book):
    pilot = json.loads(model_pilots.evaluate(folder, FEW).stdout)
    model, verdict = Model(book), book.sheet("Scenarios")
    for scenario in [s["name"] for s in pilot["scenarios"]]:
        run = model_pilots.evaluate(folder, FEW, "--scenario", scenario)
        result = json.loads(run.stdout)
        book.named("scenario_chosen").String = scenario
        book.recalculate()
        bad = model.differences(result) + book.errors()
        word = verdict.getCellByPosition(1, 15).String
        if word.lower() != result["verdict"]["option"]:
            bad.append(f"verdict {word}, not {result['verdict']['option']}")
        chance = office.content(verdict.getCellByPosition(1, 16))
        if not is_close(chance, result["options"][0]["probability_positive"]):
            bad.append(f"chance {chance!r}")
        if book.named("differing_inputs").Value != 0:
            bad.append("its inputs are not its own")
        ok(not bad, f"{name}: scenario {scenario}", *bad)
    book.named("scenario_chosen").String = "Base"


def main(work):
    session = office.Office(work)
    try:
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            for name in model_pilots.PILOTS:
                path = os.path.join(work, name)
                folder = model_pilots.folder_of(name, path)
                model_pilots.evaluate(folder, FEW, "-o", path + ".xlsx")
                rows = model_pilots.live_inputs(path + ".xlsx")
                book = session.open(path + ".xlsx")
                changes_agree(name, folder, book, rows, pool)
                zeros_break_nothing(name, book, rows)
                scenarios_agree(name, folder, book)
                book.close()
    finally:
        session.close()
    ok(CHANGES * len(model_pilots.PILOTS) >= 200,
       f"{CHANGES * len(model_pilots.PILOTS)} random changes in all")


with tempfile.TemporaryDirectory() as folder_of_all:
    main(folder_of_all)
done()
