#!/usr/bin/python3
"""No name of a person, no small group, no free text beside anyone, no path and
no user in a report; and no text that a spreadsheet would run."""
import csv
import json
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile

sys.path.insert(0, "tests/support")
from languages import LANGUAGES  # noqa: E402
from quiet_openpyxl import openpyxl  # noqa: E402
from zip_text import document_texts, parts  # noqa: E402
from page import read_page  # noqa: E402
from tap import done, ok  # noqa: E402

PROGRAM = os.environ.get("SEATWORTH", "build/seatworth")
EXAMPLE = "examples/research-division-500"
SECRET = "My manager Petra told me not to say this"
FORMULAS = ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "=cmd|' /C calc'!A0"]


def rows_of(path):
    with open(path, encoding="utf-8", newline="") as f:
        return list(csv.DictReader(f))


def write_rows(path, rows):
    with open(path, "w", encoding="utf-8", newline="") as f:
        out = csv.DictWriter(f, rows[0].keys())
        out.writeheader()
        out.writerows(rows)


def prepare(folder):
    """The example with a department of three, people with addresses, an answer
    in somebody's own words, a row that fails and texts like formulas."""
    shutil.copytree(EXAMPLE, folder)
    path = os.path.join(folder, "seats.csv")
    seats = rows_of(path)
    pilots = [row for row in seats if row["arm"] == "pilot"]
    for row in pilots[:3]:
        row["department"] = "Tiny Unit"
    pilots[40]["department"] = FORMULAS[4]
    pilots[41]["seat_from"] = "soon"
    pilots[42]["seat_from"] = pilots[42]["person"]
    write_rows(path, seats)
    path = os.path.join(folder, "after.csv")
    after = rows_of(path)
    after[5]["time_reinvested"] = SECRET
    for row, text in zip(after[10:], FORMULAS):
        row["time_reinvested"] = text
    after.append({**after[0], "Employee ID": "nobody.known@example.com"})
    write_rows(path, after)
    path = os.path.join(folder, "pilot.json")
    with open(path, encoding="utf-8") as f:
        text = f.read()
    with open(path, "w", encoding="utf-8") as f:
        f.write(text.replace('"name": "', '"name": "=', 1))
    return {row["person"] for row in seats} | {"nobody.known@example.com"}


def evaluate(folder, out, *options):
    os.makedirs(out, exist_ok=True)
    run = subprocess.run(
        [PROGRAM, "evaluate", folder, "-o", os.path.join(out, "r.xlsx"),
         "--json", os.path.join(out, "r.json"), "--brief",
         os.path.join(out, "r.md"), "--html", os.path.join(out, "r.html"),
         "--data", os.path.join(out, "data"), "--max-rejects", "0.2", "--sheets", "all",
         "--set", "simulation.draws=4096", *options],
        capture_output=True, text=True,
        env={**os.environ, "USER": "somebody-secret", "HOME": out})
    return run


def words_of(text):
    for mark in "'\"(),;:":
        text = text.replace(mark, " ")
    return {word.rstrip(".") for word in text.split()}


def named_in(texts, people):
    return [text for text in texts if words_of(text) & people]


def tables_of(out):
    """(name, path) of every file of --data."""
    return [(name, os.path.join("data", name))
            for name in sorted(os.listdir(os.path.join(out, "data")))]


def check_names(run, out, people):
    texts = document_texts(os.path.join(out, "r.xlsx"))
    ok(run.returncode == 0, "evaluates", run.stderr)
    ok(any("soon" in text for text in texts), "the failed row is listed")
    found = named_in(texts, people)
    ok(not found, "no name in the workbook", *found)
    with open(os.path.join(out, "r.json"), encoding="utf-8") as f:
        found = named_in(json.load(f)["data_quality"]["warnings"], people)
    ok(not found, "no name among the warnings of the result", *found)
    found = named_in(list(read_page(os.path.join(out, "r.html")).texts()),
                     people)
    ok(not found, "no name on the page", *found)
    for what, path in (("brief", "r.md"), *tables_of(out)):
        with open(os.path.join(out, path), encoding="utf-8") as f:
            found = named_in(f.read().splitlines(), people)
        ok(not found, f"no name in the {what}", *found)
    found = named_in(run.stdout.splitlines(), people)
    ok(not found, "no name in the summary", *found)


def check_groups(out):
    texts = document_texts(os.path.join(out, "r.xlsx"))
    ok("Clinical Operations" in texts, "large departments are shown")
    ok(not any("Tiny Unit" in text for text in texts),
       "a department of three is merged")
    ok(not any(SECRET in text for text in texts),
       "what one person wrote is not shown")
    others = {"page": list(read_page(os.path.join(out, "r.html")).texts())}
    for name, path in tables_of(out):
        with open(os.path.join(out, path), encoding="utf-8") as f:
            others[name] = f.read().splitlines()
    for name, lines in others.items():
        ok(not any("Tiny Unit" in line or SECRET in line for line in lines),
           f"{name}: no small group and no answer of one person")
    ok(any("Clinical Operations" in t for t in others["page"]) and
       any("Clinical Operations" in t for t in others["segments.csv"]),
       "page and tables show the large ones")
    book = openpyxl.load_workbook(os.path.join(out, "r.xlsx"), data_only=True)
    label = "Answers given by fewer than 5 people, together"
    rows = [row for row in book["Survey"].iter_rows(values_only=True)
            if row[0] == label]
    ok(all(isinstance(row[i], (int, float)) and row[i] >= 5
           for row in rows for i in (1, 3, 5) if row[i]),
       "merged answers are of five people or more", *rows)


def check_formulas(out):
    path = os.path.join(out, "r.xlsx")
    book = openpyxl.load_workbook(path)
    title = book["Decision"]["A1"]
    ok(title.data_type == "s" and title.value.startswith("="),
       "a name like a formula is a text", title.value)
    risky = [f"{sheet.title}!{cell.coordinate}" for sheet in book
             for row in sheet.iter_rows() for cell in row
             if cell.data_type == "f" and
             any(str(cell.value).lstrip("=") == f.lstrip("=")
                 for f in FORMULAS)]
    ok(not risky, "no text of the data became a formula", *risky)
    with zipfile.ZipFile(path) as archive:
        links = [n for n in archive.namelist() if "externalLink" in n or
                 "vbaProject" in n]
    ok(not links, "no macros and no external links", *links)


def check_properties(out, folder):
    places = (folder, out, os.getcwd(), os.uname().nodename,
              "somebody-secret")
    path = os.path.join(out, "r.xlsx")
    found = [f"{name}: {place}" for name, data in parts(path)
             for place in places if place.encode() in data]
    ok(not found, "no path, host or user in any part", *found)
    core = dict(parts(path))["docProps/core.xml"].decode()
    ok("<dc:creator>seatworth</dc:creator>" in core and
       "<cp:lastModifiedBy>seatworth</cp:lastModifiedBy>" in core and
       "2024-06-30T00:00:00Z" in core,
       "the author is the program, the date that of the decision", core)
    app = dict(parts(path))["docProps/app.xml"].decode()
    ok("<Manager>" not in app and "<Company></Company>" in app,
       "no manager and no company", app)


def main():
    with tempfile.TemporaryDirectory() as work:
        folder = os.path.join(work, "pilot-folder")
        people = prepare(folder)
        out = os.path.join(work, "out")
        run = evaluate(folder, out)
        check_names(run, out, people)
        check_groups(out)
        check_formulas(out)
        check_properties(out, folder)
        for language in LANGUAGES:
            run = evaluate(folder, f"{out}-{language}", "--language", language)
            check_names(run, f"{out}-{language}", people)
        run = evaluate(folder, out + "-names", "--names")
        found = named_in(document_texts(out + "-names/r.xlsx"), people)
        ok(found, "with --names the rows that failed name people")
    done()


main()
