#!/usr/bin/python3
"""A workbook carries its result: it is read, verified and compared like
result.json, also after LibreOffice saved it again; what a reader changed in it
goes back into evaluate."""
import json
import os
import re
import subprocess
import sys
import tempfile
import zipfile

sys.path.insert(0, "tests/support")
from quiet_openpyxl import openpyxl  # noqa: E402
from tap import done, ok  # noqa: E402

PROGRAM = os.path.abspath(os.environ.get("SEATWORTH", "build/seatworth"))
PILOT = "examples/research-division-500"
SHEET = "seatworth_result"
work = tempfile.TemporaryDirectory()


def path(name):
    return os.path.join(work.name, name)


def run(*words):
    return subprocess.run([PROGRAM, *words], capture_output=True, text=True)


def evaluate(name, *words):
    done = run("evaluate", PILOT, "-q", "--set", "simulation.draws=2048",
               "-o", path(name + ".xlsx"), "--json", path(name + ".json"),
               *words)
    assert done.returncode == 0, done.stderr
    return json.load(open(path(name + ".json")))


def embedded(book):
    cells = openpyxl.load_workbook(book)[SHEET]
    pieces = int(cells["C1"].value)
    return "".join(cells.cell(row + 2, 1).value for row in range(pieces))


def saved_again(book, name):
    """The workbook as LibreOffice writes it."""
    folder = path(name)
    subprocess.run(["soffice", f"-env:UserInstallation=file://{path('user')}",
                    "--headless", "--convert-to", "xlsx", "--outdir", folder,
                    book], capture_output=True, check=True, timeout=120)
    return os.path.join(folder, os.path.basename(book))


def nothing_differs(book, what):
    words = run("verify", book, "--inputs", PILOT, "-q")
    ok(words.returncode == 0 and "nothing differs" in words.stdout,
       f"{what}: verify takes it", words.stdout, words.stderr)


HOSTILE = 'name=_x0041_ "q" \\ \u00e4 \U0001F600 \u2028 <sheets>'
result = evaluate("plain")
ok(json.loads(embedded(path("plain.xlsx"))) == result,
   "the result inside is result.json and nothing else")
state = zipfile.ZipFile(path("plain.xlsx")).read("xl/workbook.xml").decode()
ok(re.search(rf'"{SHEET}"[^>]*state="veryHidden"', state),
   "no menu shows its sheet")
ok(all(len(c.value) <= 32000 for row in
       openpyxl.load_workbook(path("plain.xlsx"))[SHEET] for c in row
       if isinstance(c.value, str)), "no cell is longer than a cell may be")
nothing_differs(path("plain.xlsx"), "as written")
again = saved_again(path("plain.xlsx"), "again")
nothing_differs(again, "saved again")
ok(run("inputs", again).stdout == "", "saved again: nothing was changed")
same = run("compare", path("plain.json"), again, "--json", "-")
ok(same.returncode == 0 and not json.loads(same.stdout)["inputs"],
   "compare takes the one and the other", same.stderr)
hostile = evaluate("hostile", "--set", HOSTILE, "--language", "de")
nothing_differs(path("hostile.xlsx"), "hostile texts")
nothing_differs(saved_again(path("hostile.xlsx"), "again"),
                "hostile texts, saved again")
names = evaluate("names", "--names")
ok(json.loads(embedded(path("names.xlsx"))) == names,
   "with --names it is that result.json")

# What a reader changes.
CHANGES = {"assumptions.realisation": 0.375, "contract.price": 27.5,
           "assumptions.hourly_cost": 71.0}


def change(book, out, changes, column=0, choice=None):
    w = openpyxl.load_workbook(book)

    def cell(name, right=0):
        sheet, place = next(iter(w.defined_names[name].destinations))
        return w[sheet][place].offset(0, right)
    for key, value in changes.items():
        cell("in_" + re.sub(r"\W", "_", key), column).value = value
    if choice is not None:
        cell("scenario_chosen").value = choice
    w.save(out)
    return out


def lines(book):
    return run("inputs", book).stdout.splitlines()


changed = change(path("plain.xlsx"), path("changed.xlsx"), CHANGES)
want = {f"--set {k}={v!r}".removesuffix(".0") for k, v in CHANGES.items()}
ok(set(lines(changed)) == want, "inputs prints the changed cells",
   *lines(changed))
ok(set(lines(saved_again(changed, "again"))) == want,
   "and after LibreOffice saved the workbook")
sets = [w for k, v in CHANGES.items() for w in ("--set", f"{k}={v:g}")]
ok(evaluate("from", "--inputs-from", changed)["economics"] ==
   evaluate("set", *sets)["economics"], "--inputs-from gives what --set gives")
ok(evaluate("over", "--inputs-from", changed, "--set", "contract.price=20")
   ["economics"] == evaluate("set", *sets, "--set", "contract.price=20")
   ["economics"], "--set has the last word")
nothing_differs(path("from.xlsx"), "what was made of a changed workbook")

sheet = openpyxl.load_workbook(path("plain.xlsx"))[SHEET]
columns, own, base = (int(sheet["D1"].value), sheet["E1"].value,
                      sheet["F1"].value)
heads = next([c.value for c in row] for row in
             openpyxl.load_workbook(path("plain.xlsx"))["Inputs"].iter_rows()
             if row[0].value == "Input")
ok(base in heads and heads.index(own) - heads.index(base) == columns,
   "where the reader's own column stands", *heads)
mine = change(path("plain.xlsx"), path("own.xlsx"), CHANGES, columns)
ok(lines(mine) == [], "the reader's own column counts when it is picked")
mine = change(mine, path("own.xlsx"), {}, 0, own)
ok(set(lines(mine)) == want, "and then it does", *lines(mine))
scenario = heads[heads.index(base) + 1]
picked = change(path("plain.xlsx"), path("picked.xlsx"), {}, 0, scenario)
ok(lines(picked) == [f"--scenario {scenario}"],
   "a scenario that is picked is named", *lines(picked))
zero = change(path("plain.xlsx"), path("zero.xlsx"),
              {"assumptions.realisation": 0})
ok(lines(zero) == ["--set assumptions.realisation=0"], "zero is a change")


# What cannot be read is refused in a sentence.
def refused(book, text, *command):
    words = run(*(command or ("inputs",)), book)
    ok(words.returncode == 1 and text in words.stderr and not words.stdout and
       len(words.stderr.splitlines()) == 1, f"refused: {text}", words.stderr)


text = change(path("plain.xlsx"), path("text.xlsx"),
              {"contract.price": "twenty"})
refused(text, "the cell of contract.price holds 'twenty'")
w = openpyxl.load_workbook(path("plain.xlsx"))
w[SHEET]["A2"].value = w[SHEET]["A2"].value.replace("volunteers", "randomised", 1)
w[SHEET]["A2"].value += " "
w.save(path("forged.xlsx"))
refused(path("forged.xlsx"), "its hash differs")
for cut in ("A3", "C1"):
    w = openpyxl.load_workbook(path("plain.xlsx"))
    w[SHEET][cut].value = None
    w.save(path("cut.xlsx"))
    refused(path("cut.xlsx"), "its hash differs")
w = openpyxl.load_workbook(path("plain.xlsx"))
del w[SHEET]
w.save(path("without.xlsx"))
refused(path("without.xlsx"), "carries no result of seatworth")
whole = open(path("plain.xlsx"), "rb").read()
open(path("half.xlsx"), "wb").write(whole[:len(whole) // 2])
refused(path("half.xlsx"), "half.xlsx:")
refused(path("plain.json"), "only a workbook has cells")
half = open(path("plain.json")).read()[:4000]
open(path("half.json"), "w").write(half)
words = run("verify", path("half.json"), "--inputs", PILOT)
ok(words.returncode == 1 and "half.json:" in words.stderr,
   "a result that is cut off is refused", words.stderr)
done()
