#!/usr/bin/python3
"""Text that terminals, XML, spreadsheets or Markdown obey, by every way in and
in every output: it is shown, and obeyed nowhere."""
import csv
import io
import json
import os
import re
import subprocess
import sys
import tempfile
import unicodedata
import xml.dom.minidom
import zipfile

sys.path.insert(0, "tests/support")
from page import read_page  # noqa: E402
from tap import done, ok  # noqa: E402

PROGRAM = os.path.abspath(os.environ.get("SEATWORTH", "build/seatworth"))
CLASSES = {
    "escapes": "a\x1b[31mb\x1b]0;t\x07c",
    "C1": "a\x9b31mb\x85c",
    "direction": "a\u202egnp.exe\u2066b\u2069\u200f",
    "separators": "a\u2028b\u2029c",
    "noncharacters": "a\ufffeb\uffffc\ufdd0\U0001fffe",
    "formula": "=cmd|'/C calc'!A0",
    "plus": "+SUM(1)",
    "at": "@SUM(1)",
    "minus": "-2+3",
    "tab": "\t=1+1",
    "markdown": "P\n\n# Verdict: CANCEL NOW <script>alert(1)</script> [x](javascript:y) | z",
    "wide": "\uff1d1+1",
    "markup": "</title></style><script>alert(1)</script><img src=x onerror=y>\"' onload=z &lt &#60",
}
MARKUP = {"markup", "markdown"}
BAD = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff"
                 "\ufdd0-\ufdef\ufffe\uffff]")


def pilot(text):
    return {
        "seatworth": 1, "name": text, "product": text, "currency": "USD", "as_of": "2024-06-30",
        "pilot": {"start": "2024-01-01", "end": "2024-06-30", "assignment": "volunteers"},
        "roster": {"file": "seats.csv"},
        "contract": {"price": 30, "per": "seat-month", "seats_purchased": 12, "term_months": 12,
                     "term_start": "2023-08-01", "term_end": "2024-07-31", "auto_renew": True,
                     "notice_days": 30, "reductions": "at-renewal", "sku": text},
        "survey": {"files": [{"file": "after.csv", "wave": "after"}], "person": "person",
                   "items": [{"id": "time_saved", "kind": "time-saved", "per": "day",
                              "question": text}]},
        "assumptions": {"discount_rate": 0.08,
                        "hourly_cost": {"value": 60, "source": text, "owner": text}},
        "benefits": [{"id": "time", "kind": "time-saved", "class": "capacity", "owner": text,
                      "budget_line": text}],
        "costs": [{"id": text, "kind": "one-off", "amount": 100}],
        "alternatives": [{"name": text, "benefit_factor": 0.5, "measured_by": text,
                          "contract": {"price": 12}}],
        "scenarios": [{"name": text, "set": {"contract.price": 45}}],
        "simulation": {"draws": 256, "seed": 7}}


def write_folder(folder, text):
    cell = re.sub("[\x00-\x08\x0b-\x1f]", "", text)  # those a table's cell may not hold
    with open(os.path.join(folder, "pilot.json"), "w", encoding="utf-8") as f:
        json.dump(pilot(text), f)
    with open(os.path.join(folder, "seats.csv"), "w", encoding="utf-8", newline="") as f:
        rows = csv.writer(f)
        rows.writerow(["person", "department", "region"])
        rows.writerows([f"p{i}", cell if i % 2 else "Finance", cell] for i in range(12))
    with open(os.path.join(folder, "after.csv"), "w", encoding="utf-8", newline="") as f:
        rows = csv.writer(f)
        rows.writerow(["person", "time_saved", text])
        rows.writerows([f"p{i}", 10 * i, cell] for i in range(12))


def run(*words):
    r = subprocess.run([PROGRAM, *words], capture_output=True)
    return r.returncode, r.stdout.decode("utf-8"), r.stderr.decode("utf-8")


def is_safe(*texts):
    return not any(BAD.search(t) for t in texts)


def is_csv_safe(text):
    def bad(cell):
        start = unicodedata.normalize("NFKC", cell.lstrip())[:1]
        return start in ("=", "+", "-", "@") and not re.fullmatch(r"[+-]?[0-9.eE+-]+", cell) or \
            cell[:1] in ("\t", "\r")
    return not any(bad(c) for row in csv.reader(io.StringIO(text)) for c in row)


def broken_parts(path):
    broken = []
    with zipfile.ZipFile(path) as z:
        for name in z.namelist():
            data = z.read(name)
            if name.endswith((".xml", ".rels", ".vml")):
                try:
                    xml.dom.minidom.parseString(data)
                except Exception as e:
                    broken.append(f"{name}: {e}")
                if re.search("[\ufffe\uffff\u202a-\u202e\u2066-\u2069\x80-\x9f]", data.decode("utf-8")):
                    broken.append(name + " holds it")
    return broken


for name, text in CLASSES.items():
    with tempfile.TemporaryDirectory() as folder:
        write_folder(folder, text)
        out = {k: os.path.join(folder, k) for k in ("r.xlsx", "r.json", "r.html", "r.md", "r.csv", "s.csv", "data")}
        code, said, err = run("evaluate", folder, "-o", out["r.xlsx"], "--sheets", "all",
                              "--json", out["r.json"], "--html", out["r.html"], "--data", out["data"], "--brief", out["r.md"], "--rows", out["r.csv"])
        ok(code == 0, f"{name}: evaluated", err)
        if code != 0:
            continue
        ok(is_safe(said, err), f"{name}: summary and diagnostics", repr(said[:200]), repr(err))
        ok(not broken_parts(out["r.xlsx"]), f"{name}: workbook", *broken_parts(out["r.xlsx"]))
        raw = open(out["r.json"], encoding="utf-8").read()
        ok(is_safe(raw) and json.loads(raw)["name"] == text, f"{name}: JSON has the text, in numbers")
        page = read_page(out["r.html"])
        ok(is_safe(page.source) and not page.faults and "script" not in [e.tag for e in page.root.all()],
           f"{name}: page", *page.faults)
        ok(name not in MARKUP or "<script>alert(1)</script>" in page.root.one("h1").text,
           f"{name}: the page shows what it does not obey", page.root.one("h1").text)
        brief = open(out["r.md"], encoding="utf-8").read()
        ok(is_safe(brief), f"{name}: brief")
        ok(brief.splitlines()[0].startswith("# ") and
           all(not line.startswith("# ") for line in brief.splitlines()[1:]) and
           not re.search(r"(?<!\\)<|(?<!\\)\[", brief), f"{name}: brief has no mark of it", brief[:300])
        ok(is_csv_safe(open(out["r.csv"], encoding="utf-8").read()), f"{name}: rows")
        for table in sorted(os.listdir(out["data"])):
            written = open(os.path.join(out["data"], table), encoding="utf-8", newline="").read()
            if not is_safe(written) or (table.endswith(".csv") and not is_csv_safe(written)):
                ok(False, f"{name}: {table}", written[:300])
        code, table, err = run("scenario", folder, "--csv", out["s.csv"])
        code, table, err = run("scenario", folder)
        ok(is_safe(table, err), f"{name}: scenario's table")
        scenarios = open(out["s.csv"], encoding="utf-8", newline="").read()
        ok(is_safe(scenarios) and is_csv_safe(scenarios), f"{name}: scenario's CSV", scenarios)
        code, table, err = run("compare", out["r.json"], out["r.json"])
        ok(is_safe(table, err) and not re.search(r"(?<!\\)<script", table), f"{name}: compare", table[:200])
        code, table, err = run("check", folder)
        ok(is_safe(table, err), f"{name}: check")
        code, table, err = run("identify", os.path.join(folder, "after.csv"))
        ok(is_safe(table, err), f"{name}: identify")
        code, table, err = run("identify", "--table", os.path.join(folder, "after.csv"))
        ok(is_safe(table, err) and is_csv_safe(table), f"{name}: identify --table", table[:200])
        for words in (["evaluate", text], ["evaluate", folder, "--set", text], [text],
                      ["evaluate", folder, "--scenario", text + "?"], ["identify", text],
                      ["evaluate", folder, "--theme", text], ["evaluate", folder, "--sheets", text],
                      ["stat", "t-test", os.path.join(folder, "after.csv"), "--y", text],
                      ["explain", text], ["check", folder, "--as-of", text]):
            code, table, err = run(*words)
            if not is_safe(table, err):
                ok(False, f"{name}: {words[0]!r} as an argument", repr(table[:100]), repr(err[:200]))
        bad = os.path.join(folder, "bad.json")
        with open(bad, "w", encoding="utf-8") as f:
            json.dump({**pilot("x"), text: 1}, f, ensure_ascii=False)
        code, table, err = run("check", bad)
        ok(is_safe(table, err), f"{name}: an unknown key")

# A file name, and bytes that are no UTF-8 or half of a pair.
with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "a\x1b[31m\u202e.csv")
    with open(path, "w", encoding="utf-8") as f:
        f.write("person,x\nann,1\n")
    ok(is_safe(*run("identify", path)[1:]), "a file's name")
    write_folder(folder, "x")
    with open(os.path.join(folder, "seats.csv"), "ab") as f:
        f.write(b"q1,\xed\xa0\x80\xff,x\n")
    code, said, err = run("evaluate", folder, "-o", os.path.join(folder, "r.xlsx"))
    ok(code in (0, 1) and is_safe(said, err), "half of a pair")
    ok(code == 1 or not broken_parts(os.path.join(folder, "r.xlsx")), "half of a pair: workbook")
done()
