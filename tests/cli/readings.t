#!/usr/bin/python3
"""Cells as other programs write them: dates of nobody, zones by letters, quotes
that open nothing, workbooks with backslashes (TAP)."""
import io
import os
import sys
import zipfile

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "support"))
from exports import codes, column, doubt, found, run, table, write  # noqa: E402
from tap import done, ok  # noqa: E402

# ---- a date of zeros is none, however it is written --------------------------

for zero in ("0000-00-00", "00/00/0000", "0000-00-00 00:00:00", "00.00.0000"):
    path = write("zero.csv", "person,seat_from,seat_to\n"
                 f"a@example.org,2025-01-01,{zero}\n"
                 "b@example.org,2025-01-01,2025-02-28\n"
                 f"c@example.org,2025-01-01,{zero}\n")
    j = found(path)
    ok(column(j, "seat_to")["kind"] == "date"
       and [r[2] for r in table(path)[1:]] == ["", "2025-02-28", ""]
       and "bad-date" not in codes(j), f"{zero} is missing", j)

# ---- zones by letters: the day is as it is written ----------------------------

for zone in ("MDT", "EST", "PST", "CST", "MESZ", "CEST", "AEST", "XYZT"):
    path = write("zone.csv", "Timestamp,Email Address,Q\n"
                 f"2018/06/28 10:29:47 AM {zone},a@example.org,x\n"
                 f"2018/12/31 11:59:59 PM {zone},b@example.org,y\n")
    rows = table(path)[1:]
    ok([r[0][:10] for r in rows] == ["2018-06-28", "2018-12-31"],
       f"{zone}: the day is read", rows)
for text, day in (("2026/05/01 11:30:00 PM GMT-5", "2026-05-02"),
                  ("2026/05/01 0:30:00 AM GMT+1", None),
                  ("2026/05/01 12:30:00 AM GMT+1", "2026-04-30"),
                  ("2026/05/01 9:30:00 p. m. GMT-5", "2026-05-02"),
                  ("2026/05/01 9:30:00 a. m.", "2026-05-01")):
    got = table(write("z.csv", f"Timestamp,Q\n{text},x\n"
                               "2026/05/03 9:00:00 AM GMT+1,y\n"))[1][0]
    ok(day is None or got.startswith(day), f"{text} is {day} in UTC", got)

# ---- quotes -------------------------------------------------------------------

path = write("quotes.csv", 'stop_id,stop_name,lat\n1,Main St,40.1\n'
             '2,5th "A" Ave,41.0\n3,12" Pipe Rd,41.2\n4,"Q, R",42\n'
             '5,"say ""hi""",43\n')
ok(table(path)[1:] == [["1", "Main St", "40.1"], ["2", '5th "A" Ave', "41.0"],
                       ["3", '12" Pipe Rd', "41.2"], ["4", "Q, R", "42"],
                       ["5", 'say "hi"', "43"]],
   "a quote in an unquoted cell is text", table(path))
ok(doubt(found(path), "loose-quotes")["line"] == 3, "and the line is named")
path = write("escaped.csv", '"foo","bar"\n"332", "Surname\\, Firstname"\n'
             '"123","foo (\\"foo\\")"\n"4","5"\n')
ok(table(path)[1:] == [["332", "Surname\\, Firstname"],
                       ["123", 'foo ("foo")'], ["4", "5"]],
   "quotes behind backslashes are quotes", table(path))
path = write("cut.csv", 'a,b\n1,5" x,z\n3,4\n')
j = found(path)
ok(j["rows"] == 1 and "left out" in doubt(j, "stray-quote")["message"],
   "a row of another width is left out, and that is said", j)

# ---- a workbook whose parts are named with backslashes -------------------------

PARTS = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/'
    'package/2006/content-types"><Default Extension="xml" ContentType="application'
    '/xml"/></Types>',
    "_rels\\.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/'
    'package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.'
    'openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="xl/workbook.xml"/></Relationships>',
    "xl\\workbook.xml": '<workbook xmlns="http://schemas.openxmlformats.org/'
    'spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/'
    'officeDocument/2006/relationships"><sheets><sheet name="a" sheetId="1" '
    'r:id="rId1"/></sheets></workbook>',
    "xl\\_rels\\workbook.xml.rels": '<Relationships xmlns="http://schemas.'
    'openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
    'worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
    "xl\\worksheets\\sheet1.xml": '<worksheet xmlns="http://schemas.openxmlformats'
    '.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="inlineStr">'
    '<is><t>person</t></is></c><c r="B1" t="inlineStr"><is><t>department</t></is>'
    '</c></row><row r="2"><c r="A2" t="inlineStr"><is><t>a@example.org</t></is>'
    '</c><c r="B2" t="inlineStr"><is><t>IT</t></is></c></row></sheetData>'
    '</worksheet>'}


def workbook(separator):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as z:
        for name, text in PARTS.items():
            info = zipfile.ZipInfo("x")
            info.filename = name.replace("\\", separator)
            z.writestr(info, text)
    return out.getvalue()


back, forward = (table(write(f"w{k}.xlsx", workbook(s)))
                 for k, s in enumerate("\\/"))
ok(back == forward == [["person", "department"], ["a@example.org", "IT"]],
   "backslashes in the names of parts are slashes", back, forward,
   run("identify", write("w.xlsx", workbook("\\"))).stderr)
done()
