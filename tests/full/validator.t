#!/usr/bin/python3
"""Workbooks of every kind are valid for the Open XML SDK, by whose rules Excel
reads; a workbook that breaks one is refused."""
import json
import os
import subprocess
import sys
import tempfile
import zipfile

sys.path.insert(0, "tests/support")
import model_pilots  # noqa: E402
import stress_pilot  # noqa: E402
from languages import LANGUAGES  # noqa: E402
from tap import done, ok  # noqa: E402

VALIDATOR = "build/tools/node_modules/.bin/ooxml-validator"
FEW = "--set=simulation.draws=1024"


def faults(path):
    run = subprocess.run([VALIDATOR, path], capture_output=True, text=True)
    if run.returncode not in (0, 1):
        return ["the validator does not run: " + run.stderr]
    return [str(error) for error in json.loads(run.stdout)["errors"]]


def validates(name, folder, path, *options):
    run = model_pilots.evaluate(folder, FEW, "-o", path, *options)
    ok(run.returncode == 0, f"{name}: evaluates", run.stderr)
    bad = faults(path)
    ok(not bad, f"{name}: valid for the Open XML SDK", *bad)


def plant_fault(path, copy):
    """A cell of a kind that there is not."""
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(copy, "w") as new:
        for part in old.namelist():
            data = old.read(part)
            if part == "xl/worksheets/sheet1.xml":
                assert b' t="s"' in data
                data = data.replace(b' t="s"', b' t="text"', 1)
            new.writestr(part, data)


def main(work):
    for name in model_pilots.PILOTS:
        path = os.path.join(work, name)
        validates(name, model_pilots.folder_of(name, path), path + ".xlsx")
    long = stress_pilot.make(
        os.path.join(work, "long"), seats=600, segments=60, name_length=80,
        outcomes=False, rejects=40)
    validates("long names", long, os.path.join(work, "long.xlsx"))
    for language in LANGUAGES:
        translated = os.path.join(work, language + ".xlsx")
        validates("in " + language, "examples/research-division-500",
                  translated, "--language", language)
    broken = os.path.join(work, "broken.xlsx")
    plant_fault(translated, broken)
    bad = faults(broken)
    ok(len(bad) == 1 and "text" in bad[0], "a fault is found", *bad)


with tempfile.TemporaryDirectory() as folder_of_all:
    main(folder_of_all)
done()
