#!/usr/bin/python3
"""After any unlocked cell is set to any legal value, page one follows it, asks
for another evaluation, and contradicts itself nowhere."""
import os
import random
import sys
import tempfile

sys.path.insert(0, "tests/support")
import engines  # noqa: E402
import model_pilots  # noqa: E402
import office  # noqa: E402
import page_one  # noqa: E402
from precedents import Precedents  # noqa: E402
from quiet_openpyxl import openpyxl  # noqa: E402
from tap import done, ok  # noqa: E402

CHANGES = int(os.environ.get("PAGE_ONE_CHANGES", "7"))  # of each example
BOTH = "PAGE_ONE_CHANGES" in os.environ  # HyperFormula too
SEED = 20240630
FEW = "--set=simulation.draws=1024"


def page_of(book):
    sheet = book.sheet("Decision")
    used = sheet.createCursor()
    used.gotoEndOfUsedArea(False)
    last = used.RangeAddress.EndRow
    return page_one.Page(sheet.getCellRangeByPosition(
        0, 0, page_one.COLUMNS - 1, last).getDataArray())


def nothing_idle(name, path):
    """Each unlocked number is behind a figure of page one."""
    book = Precedents(path)
    page = book.book["Decision"]
    figures = [("Decision", cell.row, cell.column)
               for row in page.iter_rows(max_col=page_one.COLUMNS)
               for cell in row if cell.data_type == "f"]
    seen = book.behind(figures, skip=is_count)
    idle = [f"{cell['key']}, column {cell['column']}"
            for cell in page_one.unlocked(path)
            if ("Inputs", cell["row"], 3) not in seen]
    ok(not idle, f"{name}: no unlocked cell feeds nothing", *idle)
    return book


def is_count(place):
    """What walks all inputs: whether they differ, and what checks them."""
    sheet, row, _ = place
    return sheet == "Checks" or sheet == "Inputs" and row < 10


def changed_cells(cells, pick):
    """Some cells, and whether they are of the reader's own column."""
    own = pick.random() < 0.3
    some = [c for c in cells if c["base"] != own]
    return own, {c["key"]: (c, page_one.legal_value(c, pick)) for c in
                 pick.sample(some, pick.randint(1, min(4, len(some))))}


def set_cells(book, values):
    sheet = book.sheet("Inputs")
    for cell, value in values:
        sheet.getCellByPosition(cell["column"] - 1, cell["row"] - 1).Value = \
            value


def evaluated(folder, path, changes):
    """Page one of the changed pilot; None where it is no possible pilot."""
    run = model_pilots.evaluate(
        folder, FEW, "-o", path,
        *[f"--set={k}={v!r}" for k, (_, v) in changes.items()])
    return page_one.stored_page(path) if run.returncode == 0 else None


def heads_that_say_nothing(book, path):
    titles = [sheet.title for sheet in openpyxl.load_workbook(path).worksheets
              if sheet.sheet_state == "visible"]
    return [title for title in titles if title != "Decision" and "INPUTS"
            not in book.sheet(title).getCellByPosition(0, 2).String]


def follows(name, folder, path, book, drawn):
    base, compared, bad, pages = page_of(book), 0, [], []
    for own, changes in drawn:
        what = {k: v for k, (_, v) in changes.items()}
        set_cells(book, changes.values())
        book.named("scenario_chosen").String = "Your own" if own else "Base"
        book.recalculate()
        page = page_of(book)
        pages.append(page)
        if book.named("inputs_changed").Value > 0:
            found = page_one.contradictions(page, base) + book.errors() + \
                heads_that_say_nothing(book, path)
            fresh = evaluated(folder, path + ".set.xlsx", changes)
            if fresh is not None:
                compared += 1
                found += page_one.unlike(page, fresh)
            bad += [f"{what}: {x}" for x in found]
        set_cells(book, [(c, c["now"]) for c, _ in changes.values()])
    book.named("scenario_chosen").String = "Base"
    book.recalculate()
    ok(not bad, f"{name}: {CHANGES} changes contradict nothing", *bad)
    ok(compared > 0, f"{name}: {compared} of them are evaluated too")
    same = page_of(book).cell == base.cell
    ok(same and book.named("inputs_changed").Value == 0,
       f"{name}: undone, the page is the base's again")
    ok(page_one.contradictions(base, base), f"{name}: the base is found out")
    return pages


def typed(own, changes):
    """The same as cells to be set in another engine."""
    return [("Inputs", 4, 3, "Your own" if own else "Base")] + [
        ("Inputs", c["row"], c["column"], v) for c, v in changes.values()]


def another_engine_agrees(name, path, drawn, pages):
    """HyperFormula shows the same page, cell by cell."""
    rows = engines.hyperformula_after(
        path, [typed(*each) for each in drawn], "Decision")
    bad = []
    for (_, changes), page, other in zip(drawn, pages, rows):
        bad += [f"{ {k: v for k, (_, v) in changes.items()} }: {x}"
                for x in page_one.differences(page, page_one.Page(other))]
    ok(not bad, f"{name}: HyperFormula shows the same", *bad)


def main(work):
    session = office.Office(work)
    try:
        for name in model_pilots.EXAMPLES:
            path = os.path.join(work, name + ".xlsx")
            folder = model_pilots.folder_of(name, path)
            model_pilots.evaluate(folder, FEW, "-o", path)
            nothing_idle(name, path)
            pick = random.Random(SEED + len(name))
            cells = page_one.unlocked(path)
            drawn = [changed_cells(cells, pick) for _ in range(CHANGES)]
            book = session.open(path)
            pages = follows(name, folder, path, book, drawn)
            book.close()
            if BOTH:
                another_engine_agrees(name, path, drawn, pages)
    finally:
        session.close()


with tempfile.TemporaryDirectory() as folder_of_all:
    main(folder_of_all)
done()
