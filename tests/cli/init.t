#!/usr/bin/python3
"""A starter pilot is written whole, evaluates as it is, and nothing of the
user's is replaced; of exports a pilot is made that evaluates too."""
import glob
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

import jsonschema

sys.path.insert(0, "tests/support")
from tap import done, ok  # noqa: E402

PROGRAM = os.path.abspath(os.environ.get("SEATWORTH", "build/seatworth"))
STARTER = "templates/starter"
SHARED = f"{STARTER}/common"
FEW = "--set=simulation.draws=512"
SCHEMA = json.load(open("templates/pilot.schema.json"))
work = tempfile.TemporaryDirectory()


def path(*names):
    return os.path.join(work.name, *names)


def run(*words):
    return subprocess.run([PROGRAM, *words], capture_output=True, text=True)


def without_comments(text):
    return json.loads(re.sub(r'("(?:[^"\\]|\\.)*")|//[^\n]*',
                             lambda m: m.group(1) or "", text))


def read(name):
    with open(name, encoding="utf-8") as f:
        return f.read()


def evaluates(folder, what):
    book = folder + ".xlsx"
    words = run("evaluate", folder, FEW, "-o", book)
    ok(words.returncode == 0 and os.path.getsize(book) > 10000,
       f"{what}: evaluate gives a workbook at once", words.stderr)
    return words


templates = sorted(set(os.listdir(STARTER)) - {"common"})
ok({"m365-copilot", "github-copilot", "claude", "chatgpt", "cursor",
    "metered-api", "after-only", "rct"} <= set(templates), "the templates")
for name in templates:
    folder = path(name)
    ok(run("init", "--template", name, folder).returncode == 0,
       f"{name}: is written")
    files = set(os.listdir(folder))
    bad = [f for f in files - {"pilot.schema.json"} if read(
        os.path.join(folder, f)) != read(
            f"{STARTER}/{name}/{f}" if os.path.exists(f"{STARTER}/{name}/{f}")
            else f"{SHARED}/{f}")]
    ok(not bad and set(os.listdir(f"{STARTER}/{name}")) <= files,
       f"{name}: byte for byte", *bad)
    text = read(os.path.join(folder, "pilot.json"))
    pilot = without_comments(text)
    named = {m for m in re.findall(r'"file": "([^"]+)"', text)}
    ok(named <= files and {"README.md"} <= files and
       files - named <= {"README.md", "pilot.json", "pilot.schema.json",
                         "questionnaire.md"},
       f"{name}: every file that it names and no other", *files)
    jsonschema.validate(pilot, SCHEMA)
    ok(os.path.exists(os.path.join(folder, pilot["$schema"])) and
       text.count("//") > 5, f"{name}: comments, and a schema for editors")
    short = [f for f in named if len(read(
        os.path.join(folder, f)).splitlines()) != 3]
    ok(not short, f"{name}: a header and two rows a table", *short)
    questions = {item["id"] for item in
                 pilot.get("survey", {}).get("items", [])}
    if questions:
        sheet = read(os.path.join(folder, "questionnaire.md"))
        absent = [q for q in questions if f"`{q}`" not in sheet]
        ok(not absent, f"{name}: every question is in the questionnaire",
           *absent)
        ok(pilot["benefits"][0]["evidence"] == "time_value" and
           "time_speed" in questions,
           f"{name}: speed and value are asked, value is priced")
    said = evaluates(folder, name)
    ok("seatworth check" in read(os.path.join(folder, "README.md")),
       f"{name}: the README says what is next")
again = run("init", path("rct"))
ok(again.returncode == 2 and "not empty" in again.stderr,
   "a folder that is not empty is left alone")
wrong = run("init", "--template", "basik", path("new"))
ok(wrong.returncode == 2 and "did you mean 'basic'" in wrong.stderr and
   not os.path.exists(path("new")), "an unknown template: a suggestion")

# Exports, each by itself: what a pilot is made of evaluates.
OTHERS = {"README.md", "truth.json"}
exports = [f for f in sorted(glob.glob("tests/data/exports/*"))
           if os.path.basename(f) not in OTHERS]
faults = []
for i, export in enumerate(exports):
    folder = path(f"from{i}")
    made = run("init", "--from", export, folder)
    words = run("evaluate", folder, FEW, "-q")
    name = os.path.basename(export)
    if made.returncode or words.returncode or not os.path.exists(
            os.path.join(folder, name)):
        faults.append(f"{name}: {made.stderr}{words.stderr}")
ok(not faults, f"a pilot of each of {len(exports)} exports evaluates", *faults)

exports = path("exports")
os.mkdir(exports)
EXAMPLE = "examples/research-division-500"
for f in glob.glob(f"{EXAMPLE}/*.csv"):
    shutil.copy(f, exports)
evaluated = run("evaluate", exports)
ok(evaluated.returncode == 1 and "seatworth init --from" in evaluated.stderr,
   "evaluate of a folder of exports says how", evaluated.stderr)
ok(run("init", "--from", exports, path("made")).returncode == 0,
   "a folder of exports")
text = read(path("made", "pilot.json"))
pilot = without_comments(text)
ok(pilot["roster"]["file"] == "seats.csv" and
   pilot["usage"]["file"] == "usage.csv" and
   {(f["file"], f["wave"]) for f in pilot["survey"]["files"]} ==
   {("before.csv", "before"), ("after.csv", "after")},
   "each is taken for what it is")
lines = text.splitlines()
ok(any("not used" in x and "reports.csv" in x for x in lines),
   "what was not used is named")
for key in ("product", "currency", "pilot", "roster", "price",
            "seats_purchased", "hourly_cost", "survey", "usage"):
    at = next(i for i, x in enumerate(lines) if f'"{key}":' in x)
    ok(any("guessed" in x for x in lines[max(0, at - 3):at]),
       f"{key}: a comment says that it is guessed")
evaluates(path("made"), "a folder of exports")
ok(run("init", "--from", exports, exports).returncode == 0 and
   os.path.exists(os.path.join(exports, "pilot.json")) and
   sorted(glob.glob(f"{exports}/*.csv")) ==
   [os.path.join(exports, os.path.basename(f))
    for f in sorted(glob.glob(f"{EXAMPLE}/*.csv"))],
   "in the folder of the exports nothing is copied")
ok(run("init", "--from", exports, exports).returncode == 2,
   "a pilot.json is never replaced")
shutil.copy("tests/data/exports/truth.json", path("x.csv"))
open(path("empty.csv"), "w").close()
none = run("init", "--from", path("empty.csv"), path("none"))
ok(none.returncode == 1 and "no table that can be read" in none.stderr,
   "nothing to read is said", none.stderr)
done()
