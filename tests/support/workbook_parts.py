"""What a workbook holds, read from its parts and not through a library: tables,
charts, links, headers; and the text of formulas."""
import re
import zipfile
import xml.etree.ElementTree as xml

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
DRAW = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
TEXT = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


class Parts:
    def __init__(self, path):
        self.zip = zipfile.ZipFile(path)
        self.names = self.zip.namelist()

    def matching(self, pattern):
        return [n for n in self.names if re.fullmatch(pattern, n)]

    def root(self, name):
        return xml.fromstring(self.zip.read(name))

    def sheets(self):
        """Sheet name to the root of its part, in order."""
        book = self.root("xl/workbook.xml")
        names = [s.get("name") for s in book.iter(MAIN + "sheet")]
        return {name: self.root(f"xl/worksheets/sheet{i + 1}.xml")
                for i, name in enumerate(names)}

    def charts(self):
        return [self.root(n)
                for n in self.matching(r"xl/charts/chart\d+\.xml")]

    def descriptions(self):
        """Alternative texts of what lies on the sheets."""
        return [p.get("descr") or "" for n in
                self.matching(r"xl/drawings/drawing\d+\.xml")
                for p in self.root(n).iter(DRAW + "cNvPr")]

    def tables(self):
        return [self.root(n)
                for n in self.matching(r"xl/tables/table\d+\.xml")]


def title_of(chart):
    title = chart.find(f"./{CHART}chart/{CHART}title")
    if title is None:
        return ""
    return "".join(t.text or "" for t in title.iter(TEXT + "t"))


def series_ranges(chart):
    return [f.text for s in chart.iter(CHART + "ser")
            for kind in ("cat", "val", "xVal", "yVal")
            for part in s.findall(CHART + kind) for f in part.iter(CHART + "f")]


def numbers_typed(formula):
    """Numbers in a formula that are no part of a text, name or reference;
    powers, and the half of a variance (s^2/2), are mathematics."""
    bare = re.sub(r'"[^"]*"', "", formula)
    bare = re.sub(r"'[^']*'", "", bare)
    bare = re.sub(r"\^2/2(?![\d.])|\^\d(?![\d.])", "", bare)
    found = re.findall(r"(?<![A-Za-z0-9_$.!:])\d+(?:\.\d+)?(?:E[-+]?\d+)?"
                       r"(?![A-Za-z0-9_:])", bare)
    return [x for x in found if x not in ("0", "1", "-1")]


def overlapping(ranges):
    """Pairs of cell ranges (min_row, min_col, max_row, max_col) that meet."""
    return [(a, b) for i, a in enumerate(ranges) for b in ranges[i + 1:]
            if a[0] <= b[2] and b[0] <= a[2] and a[1] <= b[3] and b[1] <= a[3]]
