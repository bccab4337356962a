#!/usr/bin/python3
"""The workbook as others read it: openpyxl, and LibreOffice with each input set
to zero; its look as far as it can be counted."""
import math
import os
import subprocess
import sys
import tempfile

from openpyxl.utils.cell import range_boundaries

sys.path.insert(0, "tests/support")
import model_pilots  # noqa: E402
import office  # noqa: E402
import stress_pilot  # noqa: E402
import workbook_parts as parts  # noqa: E402
from quiet_openpyxl import openpyxl, readable  # noqa: E402
from tap import done, ok  # noqa: E402

PROGRAM = os.environ.get("SEATWORTH", "build/seatworth")
EXAMPLES = ["research-division-500", "engineering-rct", "metered-api"]
FEW = "--set=simulation.draws=1024"
ONE_PAGE = {"Decision"}


def evaluated(folder, path):
    run = subprocess.run([PROGRAM, "evaluate", folder, FEW, "-o", path,
                          "--quiet"], capture_output=True, text=True)
    ok(run.returncode == 0, f"{os.path.basename(path)} is written", run.stderr)
    return path


def values_are_sound(name, path):
    bad, seen = [], 0
    for sheet in openpyxl.load_workbook(path, data_only=True).worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                seen += cell.value is not None
                if isinstance(cell.value, float) and \
                        not math.isfinite(cell.value):
                    bad.append(f"{sheet.title}!{cell.coordinate}")
                if isinstance(cell.value, str) and \
                        cell.value.startswith("#") and \
                        cell.value.endswith(("!", "?", "/A")):
                    bad.append(f"{sheet.title}!{cell.coordinate} {cell.value}")
    ok(seen > 500 and not bad, f"{name}: {seen} cells, none an error", *bad)


def formulas_are_plain(name, path):
    bad, n = [], 0
    for sheet in readable(openpyxl.load_workbook(path)):
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type != "f":
                    continue
                n += 1
                typed = parts.numbers_typed(cell.value)
                if typed or "[" in cell.value or "OFFSET" in cell.value \
                        or "_xlfn" in cell.value or "#" in cell.value:
                    bad.append(f"{sheet.title}!{cell.coordinate} "
                               f"{cell.value} {typed}")
    ok(n > 900 and not bad, f"{name}: {n} formulas, no number typed into one",
       *bad)


def merges_and_tables(name, path, p):
    bad, tables = [], []
    for sheet in readable(openpyxl.load_workbook(path)):
        ranges = [(m.min_row, m.min_col, m.max_row, m.max_col)
                  for m in sheet.merged_cells.ranges]
        bad += [f"{sheet.title}: merged twice {x}"
                for x in parts.overlapping(ranges)]
        for table in sheet.tables.values():
            c1, r1, c2, r2 = range_boundaries(table.ref)
            ranges.append((r1, c1, r2, c2))
            heads = [c.name for c in table.tableColumns]
            shown = [sheet.cell(r1, c).value for c in range(c1, c2 + 1)]
            tables.append(table.displayName)
            if len(set(heads)) < len(heads) or "" in heads or heads != shown:
                bad.append(f"{sheet.title}: heads of {table.displayName}")
            if table.autoFilter is None:
                bad.append(f"{table.displayName} has no filter")
        bad += [f"{sheet.title}: a table meets {x}"
                for x in parts.overlapping(ranges)]
    ok(len(set(tables)) == len(tables) == len(p.tables()) > 0 and not bad,
       f"{name}: {len(tables)} tables, apart and with unlike heads", *bad)
    return tables


def sheets_print(name, path, p):
    bad = []
    for sheet in readable(openpyxl.load_workbook(path)):
        title = sheet.title
        foot = " ".join(str(x.text) for x in (
            sheet.oddFooter.left, sheet.oddFooter.center,
            sheet.oddFooter.right))
        if "&P" not in foot and "&[Page]" not in foot or title not in foot:
            bad.append(f"{title}: footer {foot!r}")
        if not sheet.print_area:
            bad.append(f"{title}: no print area")
        if title not in ONE_PAGE and sheet.freeze_panes is None \
                and title not in ("Seats", "Risks"):
            bad.append(f"{title}: heads are not frozen")
        if not sheet.print_title_rows:
            bad.append(f"{title}: no row is repeated in print")
        if not sheet.protection.sheet:
            bad.append(f"{title}: not protected")
        if sheet.protection.password:
            bad.append(f"{title}: a password")
    ok(not bad, f"{name}: every sheet is laid out for print", *bad)


def checks_and_links(name, path):
    book = openpyxl.load_workbook(path, data_only=True)
    titles, bad = [s.title for s in readable(book)], []
    leads = {}
    for sheet in readable(book):
        texts = [str(c.value) for row in sheet.iter_rows(max_col=2)
                 for c in row]
        if not any(t.startswith("Checks") for t in texts):
            bad.append(f"{sheet.title}: no total of the checks")
        for row in sheet.iter_rows():
            for cell in row:
                link = cell.hyperlink
                if link is None:
                    continue
                to = link.location.split("!")[0].strip("'")
                leads.setdefault(sheet.title, set()).add(to)
                if to not in titles:
                    bad.append(f"{sheet.title}!{cell.coordinate} leads to {to}")
    for title in titles[1:]:
        if titles[0] not in leads.get(title, ()):
            bad.append(f"{title} does not lead back")
    ok(leads[titles[0]] == set(titles[1:]),
       f"{name}: page one leads to every sheet", leads[titles[0]])
    ok(not bad, f"{name}: every sheet leads back and shows the checks", *bad)


def has_its_title_in_a_cell(chart):
    """On page one, where the finding gives way once inputs are changed."""
    return any(text.startswith(("Decision!", "'Cash flow'!"))
               for text in parts.series_ranges(chart))


def charts_speak(name, path, p):
    charts, bad = p.charts(), []
    titles = [parts.title_of(c) for c in charts]
    bad += [f"a chart of {parts.series_ranges(c)[:1]} has no title"
            for c, t in zip(charts, titles) if not t.strip() and
            not has_its_title_in_a_cell(c)]
    says = p.descriptions()
    if len(says) != len(charts) or not all(s.strip() for s in says):
        bad.append(f"alternative texts {says}")
    book = openpyxl.load_workbook(path, data_only=True)
    for chart, title in zip(charts, titles):
        for text in parts.series_ranges(chart):
            sheet, _, cells = text.rpartition("!")
            c1, r1, c2, r2 = range_boundaries(cells.replace("$", ""))
            values = [c.value for row in book[sheet.strip("'")].iter_rows(
                r1, r2, c1, c2) for c in row]
            if all(v is None for v in values):
                bad.append(f"{title}: {text} is empty")
    ok(len(charts) >= 3 and not bad,
       f"{name}: {len(charts)} charts have title, description, figures", *bad)


def zeros_break_nothing(name, path, session):
    book, bad = session.open(path), []
    rows = model_pilots.live_inputs(path)
    for row in rows:
        cell = book.named(model_pilots.defined_name(row["Key"]))
        cell.Value = 0
        book.recalculate()
        bad += [f"{row['Key']}: {x}" for x in book.errors()]
        cell.Value = row["Base"]
    book.recalculate()
    again = book.errors()
    book.named(model_pilots.defined_name(rows[0]["Key"])).Formula = "=1/0"
    book.recalculate()
    ok(book.errors(), f"{name}: an error that is there is found")
    book.close()
    ok(not bad and not again,
       f"{name}: none of {len(rows)} inputs at zero gives an error",
       *bad, *again)


def main(work):
    folders = {e: os.path.join("examples", e) for e in EXAMPLES}
    folders["long-names"] = stress_pilot.make(
        os.path.join(work, "long"), seats=600, segments=60, name_length=80,
        outcomes=False, rejects=40)
    paths = {}
    for name, folder in folders.items():
        path = paths[name] = evaluated(
            folder, os.path.join(work, name + ".xlsx"))
        p = parts.Parts(path)
        values_are_sound(name, path)
        formulas_are_plain(name, path)
        tables = merges_and_tables(name, path, p)
        if name == "long-names":
            ok({"segments", "rejected_rows", "effects"} <= set(tables),
               f"{name}: segments, rejected rows and effects are tables")
        sheets_print(name, path, p)
        checks_and_links(name, path)
        charts_speak(name, path, p)
    session = office.Office(work)
    try:
        for name in EXAMPLES:
            zeros_break_nothing(name, paths[name], session)
    finally:
        session.close()


with tempfile.TemporaryDirectory() as folder_of_all:
    main(folder_of_all)
done()
