"""Page one of a workbook while its inputs are changed: what must follow, what
must ask for another evaluation, and what may not contradict what."""
import math
import re

import model_pilots
from quiet_openpyxl import openpyxl

COLUMNS = 12
AGAIN = "evaluate again"
RELATIVE, ABSOLUTE = 1e-9, 1e-6
# A statement that stands whatever the inputs are, or one about the past.
LASTING = ("Evidence",)
ENGINE_ONLY = ("Negotiate", "It leans on", "Why", "What would change it")
SENTENCES = ("If nobody acts", "Next fiscal year", "Return")
HEADS = ("90% from", "90% to")
CHARTS = ("A month's bill",)  # what was measured
FIGURE = re.compile(r"(?:[$€£]|[A-Z]{3} )-?\d|\d minutes|\d%|\d seats")


def unlocked(path):
    """Unlocked numbers of Inputs: key, column, its bounds and unit."""
    sheet = openpyxl.load_workbook(path)["Inputs"]
    rows = {row["Key"]: row for row in model_pilots.inputs(path)}
    top = next(r for r in range(1, 40) if sheet.cell(r, 1).value == "Input")
    key = next(c for c in range(1, 60) if sheet.cell(top, c).value == "Key")
    limits = {}
    for rule in sheet.data_validations.dataValidation:
        if rule.type == "decimal":
            for area in rule.sqref.ranges:
                for row, column in area.cells:
                    limits[row, column] = (float(rule.formula1),
                                           float(rule.formula2))
    found = []
    for row in range(top + 1, sheet.max_row + 1):
        for column in range(4, key):
            cell = sheet.cell(row, column)
            if not cell.protection.locked and \
                    isinstance(cell.value, (int, float)):
                name = sheet.cell(row, key).value
                found.append({"key": name, "row": row, "column": column,
                              "base": column == 4, "now": cell.value,
                              "limits": limits.get((row, column)),
                              "unit": rows[name]["Unit"]})
    return found


def legal_value(cell, pick):
    """Any value that the cell's rule lets one type, mostly a likely one."""
    low, high = cell["limits"]
    if cell["unit"] == "seats":
        return float(pick.randint(1, 3000))
    if high <= 10:
        return pick.choice([low, pick.uniform(low, min(high, 1))])
    now = cell["now"]
    value = pick.choice([0.0, now * pick.uniform(0.2, 3)]) if now else \
        pick.uniform(0, 9)
    return min(max(value, low), high)


class Page:
    """Values of page one by (row, column) from 0."""

    def __init__(self, rows):
        self.cell = {(r, c): value for r, row in enumerate(rows)
                     for c, value in enumerate(row[:COLUMNS])
                     if value not in (None, "")}

    def place(self, text):
        return next((at for at, value in sorted(self.cell.items())
                     if value == text), None)

    def block(self, heading):
        """Cells right of a heading, down to the next."""
        at = self.place(heading)
        if at is None:
            return []
        row = at[0]
        end = next((r for r in range(row + 1, row + 9)
                    if (r, 0) in self.cell), row + 9)
        return [v for (r, c), v in sorted(self.cell.items())
                if row <= r < end and c >= 2]

    def tiles(self):
        """Label to value of the four tiles."""
        row = next(r for (r, c), v in sorted(self.cell.items())
                   if c == 9 and r > 4 and isinstance(v, str))
        return {self.cell[row, c]: self.cell.get((row + 1, c))
                for c in (0, 3, 6, 9)}

    def needs(self):
        """"Realisation" to what is needed and what there is."""
        return {self.cell[r - 1, c]: (self.cell.get((r, c + 1)),
                                      self.cell.get((r + 1, c + 1)))
                for (r, c), v in self.cell.items() if v == "needed"}

    def options(self):
        """First word of an option to its row's cells; the first of a kind."""
        found = {}
        top = next(r for (r, c), v in sorted(self.cell.items())
                   if c == 0 and isinstance(v, str) and
                   v.startswith("Options ("))
        for row in range(top + 1, top + 30):
            name = self.cell.get((row, 0))
            if name is None or (row, 3) not in self.cell and \
                    (row, 4) not in self.cell and (row, 5) not in self.cell:
                break
            word = name.lstrip("> ").split()[0].rstrip(":")
            found.setdefault(word, {c: v for (r, c), v in self.cell.items()
                                    if r == row and c > 0})
        return found


def is_number(x):
    return isinstance(x, (int, float)) and not isinstance(x, bool)


def is_close(a, b):
    if is_number(a) and is_number(b):
        return math.isclose(a, b, rel_tol=RELATIVE, abs_tol=ABSOLUTE)
    return a == b


def stored_page(path):
    sheet = openpyxl.load_workbook(path, data_only=True)["Decision"]
    return Page(list(sheet.iter_rows(values_only=True)))


def live_figures(page):
    """Every figure of the page that inputs move, by name."""
    found = {f"tile {k}": v for k, v in page.tiles().items()
             if not k.startswith("Chance")}
    for name, (needed, now) in page.needs().items():
        found[f"{name}, needed"], found[f"{name}, now"] = needed, now
    for name in ("Renew", "Cancel", "Do"):
        for column, value in page.options().get(name, {}).items():
            if is_number(value) and column in (4, 5, 6, 7):
                found[f"{name} {column}"] = value
    for heading in SENTENCES:
        numbers = [v for v in page.block(heading)
                   if is_number(v) or v == AGAIN]
        for i, value in enumerate(numbers):
            found[f"{heading} {i}"] = value
    return found


def unlike(page, evaluated):
    """Live figures of a changed page that a new evaluation has otherwise."""
    want, got = live_figures(evaluated), live_figures(page)
    return [f"{name}: evaluated {want.get(name)!r}, page one {value!r}"
            for name, value in got.items()
            if value != AGAIN and not is_close(value, want.get(name))]


def contradictions(page, base):
    """What a changed page still says of the base."""
    bad = []
    heading = ""
    for (row, column), value in sorted(page.cell.items()):
        if column == 0:
            heading = value
        if not isinstance(value, str) or heading in LASTING:
            continue
        same = base.cell.get((row, column)) == value
        if same and FIGURE.search(value) and "bar" not in value and \
                not value.startswith(CHARTS + HEADS):
            bad.append(f"{heading!r} still says {value!r}")
    for name in ENGINE_ONLY:
        bad += [f"{name}: {v!r}" for v in page.block(name) if v != AGAIN]
    # inputs that happen to be a scenario's have its verdict and its chance
    of_scenario = page.cell[3, 0].startswith("SCENARIO SHOWN")
    if "EVALUATE AGAIN" not in page.cell.values() and not of_scenario:
        bad.append("a verdict is shown")
    chances = [v for k, v in page.tiles().items() if k.startswith("Chance")]
    if chances != [AGAIN] and chances and not of_scenario:
        bad.append(f"a chance of {chances!r}")
    if "INPUTS DIFFER" not in page.cell[3, 0]:
        bad.append("no banner")
    return bad + disagreements(page)


def disagreements(page):
    """Figures of one name that differ on the page itself."""
    bad, tiles, options = [], page.tiles(), page.options()
    renew = options.get("Renew", {})
    for label, value in tiles.items():
        if label.startswith("Net cash") and is_number(value):
            sign = -1 if label == "Net cash cost" else 1
            if not is_close(sign * value, renew.get(5)):
                bad.append(f"{label} {value!r}, option {renew.get(5)!r}")
    npv = tiles.get("Renewing all, against leaving")
    if npv is not None and \
            not any(is_close(npv, renew.get(c)) for c in (5, 6, 7)):
        bad.append(f"{npv!r} is no net present value of {renew!r}")
    needs = page.needs().get("Minutes per seat-week")
    if needs and not is_close(needs[1], tiles["Minutes per seat and week"]):
        bad.append(f"minutes {needs[1]!r} and {tiles!r}")
    return bad


def needs_nothing(x):
    """A need of nothing is one that any value meets: where costs cancel to the
    last bit, one engine may say the figure and another the words."""
    return x == "any does" or is_number(x) and abs(x) < 1e-9


def differences(page, other):
    """Cells that another engine shows otherwise."""
    return [f"{at}: {page.cell.get(at)!r}, there {other.cell.get(at)!r}"
            for at in sorted(page.cell.keys() | other.cell.keys())
            if not is_close(page.cell.get(at), other.cell.get(at)) and
            not (needs_nothing(page.cell.get(at)) and
                 needs_nothing(other.cell.get(at)))]
