"""Every text that a reader of a workbook can meet, by the part it stands in."""
import re
import zipfile
from xml.etree import ElementTree

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
PLACED = ("{http://schemas.openxmlformats.org/drawingml/2006/"
          "spreadsheetDrawing}")
MESSAGES = ("promptTitle", "prompt", "errorTitle", "error")


def shared_strings(book):
    if "xl/sharedStrings.xml" not in book.namelist():
        return []
    root = ElementTree.fromstring(book.read("xl/sharedStrings.xml"))
    return ["".join(t.text or "" for t in item.iter(MAIN + "t"))
            for item in root.iter(MAIN + "si")]


def cell_texts(root, strings):
    """(reference, text) of every cell that shows or computes a text."""
    for cell in root.iter(MAIN + "c"):
        value, kind = cell.find(MAIN + "v"), cell.get("t")
        if value is not None and kind == "s":
            yield cell.get("r"), strings[int(value.text)]
        elif value is not None and kind == "str":
            yield cell.get("r"), value.text or ""
        formula = cell.find(MAIN + "f")
        for quoted in re.findall(r'"((?:[^"]|"")*)"',
                                 formula.text or ""
                                 if formula is not None else ""):
            yield cell.get("r") + " formula", quoted.replace('""', '"')


def sheet_texts(root, strings):
    yield from cell_texts(root, strings)
    for check in root.iter(MAIN + "dataValidation"):
        for message in MESSAGES:
            if check.get(message):
                yield check.get("sqref") + " " + message, check.get(message)
    for part in ("oddHeader", "oddFooter"):
        for at in root.iter(MAIN + part):
            yield part, re.sub(r"&[LCRPN]|&\d+", " ", at.text or "")


def chart_texts(root):
    for i, text in enumerate(root.iter(DRAWN + "t")):
        yield "t%d" % i, text.text or ""
    for i, series in enumerate(root.iter(CHART + "ser")):
        name = series.find(CHART + "tx")
        for v in () if name is None else name.iter(CHART + "v"):
            yield "series%d" % i, v.text or ""


def workbook_texts(path):
    """(part, place, text); the part of a sheet is its number, xl/.../sheet1."""
    with zipfile.ZipFile(path) as book:
        strings = shared_strings(book)
        names = ElementTree.fromstring(book.read("xl/workbook.xml"))
        unseen = set()  # the result inside, which no menu shows
        for i, sheet in enumerate(names.iter(MAIN + "sheet")):
            if sheet.get("state") == "veryHidden":
                unseen.add("xl/worksheets/sheet%d.xml" % (i + 1))
                continue
            yield "workbook", "sheet%d" % (i + 1), sheet.get("name")
        for name in sorted(book.namelist()):
            if not name.endswith(".xml") or name in unseen:
                continue
            root = ElementTree.fromstring(book.read(name))
            if name.startswith("xl/worksheets/"):
                found = sheet_texts(root, strings)
            elif name.startswith("xl/charts/"):
                found = chart_texts(root)
            elif name.startswith("xl/drawings/"):
                found = (("alt%d" % i, at.get("descr") or "")
                         for i, at in enumerate(root.iter(PLACED + "cNvPr")))
            elif name.startswith("xl/tables/"):
                found = (("column", at.get("name"))
                         for at in root.iter(MAIN + "tableColumn"))
            else:
                continue
            for place, text in found:
                if text:
                    yield name, place, text
