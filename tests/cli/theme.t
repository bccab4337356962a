#!/usr/bin/python3
"""Themes, the choice of sheets, and what both refuse."""
import json
import os
import re
import subprocess
import sys
import tempfile
import zipfile

sys.path.insert(0, "tests/support")
from zip_text import document_texts, sheets_of  # noqa: E402
from tap import done, ok  # noqa: E402

PROGRAM = os.environ.get("SEATWORTH", "build/seatworth")
EXAMPLE = "examples/research-division-500"
MODEL = {"Inputs", "Scenarios", "Cash flow", "Ledger", "Checks"}
# A red dot of 8 pixels by 8.
DOT = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000080000000808020000004b6d29dc"
    "000000114944415478da63f8cfc08015310c2d090028ff3fc1ce77c84f00000000"
    "49454e44ae426082")


def evaluate(work, *options):
    path = os.path.join(work, "report.xlsx")
    run = subprocess.run(
        [PROGRAM, "evaluate", EXAMPLE, "-o", path, "--quiet", "--set",
         "simulation.draws=4096", *options], capture_output=True, text=True)
    return run, path


def part(path, name):
    with zipfile.ZipFile(path) as book:
        return book.read(name).decode()


def colours(path):
    """Every colour of styles and charts."""
    found = set()
    with zipfile.ZipFile(path) as book:
        for name in book.namelist():
            if name == "xl/styles.xml" or name.startswith("xl/charts/"):
                text = book.read(name).decode()
                found |= set(re.findall(r'rgb="FF([0-9A-F]{6})"', text))
                found |= set(re.findall(r'srgbClr val="([0-9A-F]{6})"', text))
    return found


def write_theme(work, theme, name="own.json"):
    path = os.path.join(work, name)
    with open(path, "w", encoding="utf-8") as f:
        json.dump(theme, f)
    return path


def check_themes(work):
    run, path = evaluate(work)
    usual, plain_colours = colours(path), None
    run, path = evaluate(work, "--theme", "plain")
    ok(run.returncode == 0, "the theme plain", run.stderr)
    plain_colours = colours(path)
    with open("templates/report/default.json", encoding="utf-8") as f:
        palette = json.loads(re.sub(r"^//.*$", "", f.read(), flags=re.M))
    default = {c[1:].upper() for c in palette["colours"].values()}
    ok(default & usual and not default & plain_colours,
       "no colour of the default is left in it", default & plain_colours)
    ok('val="Arial"' in part(path, "xl/styles.xml"), "its font is set")


def check_own(work):
    own = write_theme(work, {
        "inherits": "plain", "language": "de", "paper": "letter",
        "titles": {"cash-flow": "Liquidität"},
        "texts": {"Chance that renewing pays": "Aussicht auf Ertrag"},
        "colours": {"accent": "#AA00AA"}, "numbers": {"date": "yyyy-mm-dd"},
        "sheets": ["methods", "decision", "cash-flow"]})
    run, path = evaluate(work, "--theme", own)
    ok(run.returncode == 0, "a theme of one's own", run.stderr)
    shown = [name for name, state in sheets_of(path) if state == "visible"]
    ok(shown == ["Methoden", "Entscheidung", "Liquidität"],
       "its sheets, in its order, by its titles", *shown)
    ok({name for name, state in sheets_of(path)} - set(shown) ==
       {"Eingaben", "Szenarien", "Posten", "Prüfungen"},
       "what formulas need is there, and hidden", *sheets_of(path))
    texts = " ".join(document_texts(path))
    ok("Aussicht auf Ertrag" in texts and "KÜNDIGEN" in texts,
       "its text and the language's others")
    found = colours(path)
    ok("AA00AA" in found and "222222" in found and "1B7F79" not in found,
       "its colour and those it inherits", *sorted(found))
    ok("yyyy" in part(path, "xl/styles.xml"), "its dates")
    ok('paperSize="1"' in part(path, "xl/worksheets/sheet2.xml") or
       'paperSize' not in part(path, "xl/worksheets/sheet2.xml"),
       "its paper")
    ok("'Cash flow'!" not in "".join(
        part(path, f"xl/worksheets/sheet{n}.xml") for n in range(1, 7)),
       "every formula says the titles")


def check_sheets(work):
    run, path = evaluate(work, "--sheets", "evidence,decision")
    shown = [name for name, state in sheets_of(path) if state == "visible"]
    ok(shown == ["Evidence", "Decision"], "--sheets names sheets", *shown)
    hidden = {name for name, state in sheets_of(path) if state != "visible"}
    ok(hidden == MODEL, "the model is hidden beside them", *hidden)
    run, path = evaluate(work, "--sheets", "all", "--set", "benefits=[]")
    shown = [name for name, state in sheets_of(path) if state == "visible"]
    ok(run.returncode == 0 and "Break-even" in shown and
       any("say nothing on this subject" in t for t in document_texts(path)),
       "all shows also what has nothing to say", run.stderr, *shown)
    run, path = evaluate(work, "--sheets", "default", "--set", "benefits=[]")
    shown = [name for name, state in sheets_of(path) if state == "visible"]
    ok("Break-even" not in shown, "default does not", *shown)


def check_logo(work):
    with open(os.path.join(work, "logo.png"), "wb") as f:
        f.write(DOT)
    run, path = evaluate(work, "--theme",
                         write_theme(work, {"logo": "logo.png"}))
    names = zipfile.ZipFile(path).namelist()
    ok(run.returncode == 0 and "xl/media/image1.png" in names,
       "a logo beside the theme is shown", run.stderr)
    ok(not any(work in part(path, n) or "logo.png" in part(path, n)
               for n in names if n.endswith((".xml", ".rels"))),
       "its name and folder are not in the workbook")
    run, _ = evaluate(work, "--theme",
                      write_theme(work, {"logo": "missing.png"}))
    ok(run.returncode == 1 and "missing.png" in run.stderr,
       "a logo that is not there is refused", run.stderr)
    with open(os.path.join(work, "text.png"), "w", encoding="ascii") as f:
        f.write("no picture")
    run, _ = evaluate(work, "--theme",
                      write_theme(work, {"logo": "text.png"}))
    ok(run.returncode == 1 and "text.png" in run.stderr,
       "and so is a file that is no picture", run.stderr)


def check_refusals(work):
    for what, theme, says in (
            ("an unknown key", {"color": {}}, "did you mean"),
            ("a colour that is none", {"colours": {"accent": "teal"}},
             "colours/accent"),
            ("a sheet that is none", {"sheets": ["cover"]}, "sheets"),
            ("a title that no sheet can have", {"titles": {"data": "a/b"}},
             "titles/data"),
            ("a text with other values", {"texts": {"%s months": "%d"}},
             "does not print the same")):
        run, _ = evaluate(work, "--theme", write_theme(work, theme))
        ok(run.returncode == 1 and says in run.stderr, f"refuses {what}",
           run.stderr)
    circle = write_theme(work, {"inherits": os.path.join(work, "own.json")})
    run, _ = evaluate(work, "--theme", circle)
    ok(run.returncode == 1 and "circle" in run.stderr,
       "refuses themes that inherit each other", run.stderr)
    run, _ = evaluate(work, "--theme", "nobody")
    ok(run.returncode == 1 and "plain" in run.stderr,
       "names the themes that there are", run.stderr)
    run, _ = evaluate(work, "--sheets", "decision,cover")
    ok(run.returncode == 2 and "cover" in run.stderr,
       "refuses a sheet that is none before it reads anything", run.stderr)


def main():
    with tempfile.TemporaryDirectory() as work:
        check_themes(work)
        check_own(work)
        check_sheets(work)
        check_logo(work)
        check_refusals(work)
    done()


main()
