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

CHANGES = 36  # of each of six pilots
RELATIVE, ABSOLUTE, SEED = 1e-9, 1e-6, 20240630
FEW = "--set=simulation.draws=256"  # nothing that is compared is simulated
tests = failures = 0


def ok(passed, name, *details):
    global tests, failures
    tests += 1
    failures += not passed
    print(f"{'ok' if passed else 'not ok'} {tests} - {name}", flush=True)
    for detail in details[:8] if not passed else []:
        print(f"# {detail}")


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


def is_close(got, want):
    if want is None:
        return not isinstance(got, float)
    return isinstance(got, float) and math.isclose(
        got, want, rel_tol=RELATIVE, abs_tol=ABSOLUTE)


class Model:
    """The cells of an open workbook that have deterministic figures."""

    def __init__(self, book):
        sheet = book.sheet("Cash flow")
        self.cell, self.years = {}, {}
        used = sheet.createCursor()
        used.gotoEndOfUsedArea(False)
        last = used.RangeAddress.EndRow
        texts = sheet.getCellRangeByPosition(0, 0, 0, last).getDataArray()
        in_years = False
        for row, (label,) in enumerate(texts):
            in_years = in_years or str(label).startswith("Years:")
            if label == model_pilots.FIGURES["npv"] and label in self.cell:
                label = "npv_programme"
            self.cell.setdefault(label, sheet.getCellByPosition(6, row))
            if in_years and label in ("Benefits, headline basis",
                                      "Costs, headline basis", "Net"):
                self.years.setdefault(label, (sheet, row))

    def differences(self, result):
        """What differs from the figures of a result.json."""
        economics, bad = result["economics"], []
        for key, label in model_pilots.FIGURES.items():
            want = model_pilots.at(economics, key)
            cell = self.cell.get(label)
            got = office.content(cell) if cell is not None else None
            if not is_close(got, want):
                bad.append(f"{key}: evaluate {want!r}, workbook {got!r}")
        for label, key in (("Benefits, headline basis", "benefits"),
                           ("Costs, headline basis", "costs"),
                           ("Net", "net")):
            sheet, row = self.years[label]
            for y, year in enumerate(economics["years"]):
                got = office.content(sheet.getCellByPosition(7 + y, row))
                if not is_close(got, year[key]):
                    bad.append(f"{key} of year {y + 1}: evaluate "
                               f"{year[key]!r}, workbook {got!r}")
        return bad


def set_inputs(book, values):
    for key, value in values.items():
        book.named(model_pilots.defined_name(key)).Value = value
    book.recalculate()


def changes_agree(name, folder, book, rows, pool):
    pick, model = random.Random(SEED + len(name)), Model(book)
    base = {row["Key"]: row["Base"] for row in rows}
    wanted = [random_changes(rows, pick) for _ in range(CHANGES * 2)]
    done, bad = 0, []
    for changes, result in zip(wanted, pool.map(
            lambda c: evaluated(folder, c), wanted)):
        if result is None or done == CHANGES:
            continue
        done += 1
        set_inputs(book, {**base, **changes})
        found = model.differences(result) + book.errors()
        bad += [f"{changes}: {x}" for x in found]
    wrong = {**base, rows[0]["Key"]: base[rows[0]["Key"]] + 1}
    set_inputs(book, wrong)
    ok(model.differences(evaluated(folder, {})),
       f"{name}: a change that evaluate was not told of is found")
    set_inputs(book, base)
    ok(done == CHANGES, f"{name}: {done} changes were compared")
    ok(not bad, f"{name}: changed inputs give what --set gives", *bad)
    return done


def zeros_break_nothing(name, book, rows):
    bad = []
    own = book.named("scenario_chosen")
    for row in rows:
        cell = book.named(model_pilots.defined_name(row["Key"]))
        cell.Value = 0
        book.recalculate()
        bad += [f"{row['Key']}: {x}" for x in book.errors()]
        cell.Value = row["Base"]
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
    compared = 0
    try:
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            for name in model_pilots.PILOTS:
                path = os.path.join(work, name)
                folder = model_pilots.folder_of(name, path)
                model_pilots.evaluate(folder, FEW, "-o", path + ".xlsx")
                rows = model_pilots.live_inputs(path + ".xlsx")
                book = session.open(path + ".xlsx")
                compared += changes_agree(name, folder, book, rows, pool)
                zeros_break_nothing(name, book, rows)
                scenarios_agree(name, folder, book)
                book.close()
    finally:
        session.close()
    ok(compared >= 200, f"{compared} random changes in all")


with tempfile.TemporaryDirectory() as folder_of_all:
    main(folder_of_all)
print(f"1..{tests}")
sys.exit(failures > 0)
