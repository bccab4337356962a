"""What the formulas of a workbook read, cell by cell: from a saved file, by
its formulas alone, so that no engine's dependency tree is trusted."""
import collections

from openpyxl.formula import Tokenizer
from openpyxl.utils import range_boundaries

from engines import defined_names
from quiet_openpyxl import openpyxl

def split(reference, sheet):
    """Sheet and cells of 'Cash flow'!$E$12, or of E12 on `sheet`."""
    if "!" not in reference:
        return sheet, reference.replace("$", "")
    title, cells = reference.rsplit("!", 1)
    return title.strip("'").replace("''", "'"), cells.replace("$", "")


def cells_of(sheet, cells):
    left, top, right, bottom = range_boundaries(cells)
    return [(sheet, row, column) for row in range(top, bottom + 1)
            for column in range(left, right + 1)]


def operands(formula):
    """References and defined names that a formula has."""
    return [t.value for t in Tokenizer(formula).items
            if t.type == "OPERAND" and t.subtype == "RANGE"]


class Precedents:
    def __init__(self, path):
        self.book = openpyxl.load_workbook(path)
        self.names = dict(defined_names(self.book))

    def of_formula(self, formula, sheet):
        found = set()
        for text in operands(formula):
            reference = self.names.get(text, text)
            found.update(cells_of(*split(reference, sheet)))
        return found

    def content(self, place):
        sheet, row, column = place
        return self.book[sheet]._cells.get((row, column))

    def of(self, place):
        cell = self.content(place)
        if cell is None or cell.data_type != "f":
            return set()
        return self.of_formula(cell.value, place[0])

    def behind(self, places, skip=lambda place: False):
        """All cells that some cells rest on, themselves among them, but not
        what those rest on that are to be skipped."""
        seen, queue = set(places), collections.deque(places)
        while queue:
            for place in self.of(queue.popleft()):
                if place not in seen and not skip(place):
                    seen.add(place)
                    queue.append(place)
        return seen
