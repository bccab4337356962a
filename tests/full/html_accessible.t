#!/usr/bin/python3
"""Pages of --html in Chromium: axe-core finds nothing, at a desk and on a
telephone, light and dark; nothing is asked of a network; printed, the decision
is one page."""
import glob
import json
import os
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, "tests/support")
from model_pilots import SMALL, folder_of  # noqa: E402
from tap import done, ok  # noqa: E402

PROGRAM = os.environ.get("SEATWORTH", "build/seatworth")
FEW = "--set=simulation.draws=4096"
LONG = "An unusually long name of a product that nobody would give, " * 4


def write(pilot, path, *options):
    run = subprocess.run([PROGRAM, "evaluate", pilot, "--quiet", FEW, "--html",
                          path, *options], capture_output=True, text=True)
    ok(run.returncode == 0, os.path.basename(path) + " is written", run.stderr)
    return path


def pages(work):
    """The examples, which are looked at in every way; then small pilots, other
    languages, other themes, Letter, and names that are too long."""
    made = []
    for pilot in [p[:-len("pilot.json")]
                  for p in sorted(glob.glob("examples/*/pilot.json"))]:
        name = os.path.basename(pilot.rstrip("/"))
        made.append(write(pilot, f"{work}/{name}.html"))
    n = len(made)
    for name in sorted(SMALL):
        made.append(write(folder_of(name, os.path.join(work, name)),
                          f"{work}/small-{name}.html"))
    example = "examples/research-division-500"
    for code in ("de", "fr", "es"):
        made.append(write(example, f"{work}/{code}.html", "--language", code))
    made.append(write(example, f"{work}/plain.html", "--theme", "plain"))
    theme = os.path.join(work, "own.json")
    with open(theme, "w", encoding="utf-8") as f:
        json.dump({"inherits": "default", "paper": "letter", "colours": {
            "primary": "#FFD500", "accent": "#00E0FF", "stop": "#FF9999",
            "caution": "#FFE680", "muted": "#BBBBBB", "text": "#888888",
            "panel": "#D9D9D9"}}, f)
    made.append(write(example, f"{work}/letter.html", "--theme", theme))
    made.append(write(example, f"{work}/long.html", "--set",
                      "name=" + LONG, "--set", "product=" + "x" * 500))
    return n, made


def paper(path):
    """Texts of the printed pages, by poppler."""
    text = subprocess.run(["pdftotext", "-layout", path + ".pdf", "-"],
                          check=True, capture_output=True, text=True).stdout
    return text.split("\f")


def check_paper(path):
    name = os.path.basename(path)
    info = subprocess.run(["pdfinfo", "-f", "1", "-l", "2", path + ".pdf"],
                          check=True, capture_output=True, text=True).stdout
    sheets = paper(path)
    with open(path, encoding="utf-8") as f:
        source = f.read()
    # Its last line, the files' hashes, ends page one.
    last = re.findall(r'<p class="small">([^<]*)</p>', source)[-1].split()[-1]
    ok(last in sheets[0] and last not in sheets[1],
       f"{name}: the decision is one printed page", last, sheets[1][:200])
    sizes = re.findall(r"size:\s+([\d.]+) x ([\d.]+)", info)
    stands = [float(w) < float(h) for w, h in sizes]
    want = 612 if name == "letter.html" else 595
    ok(stands == [True, False] and abs(float(sizes[0][0]) - want) < 2,
       f"{name}: it stands, the rest lies, on its paper", info)


def main():
    with tempfile.TemporaryDirectory() as work:
        n, made = pages(work)
        run = subprocess.run(["node", "tests/support/axe.mjs", str(n), *made],
                             capture_output=True, text=True, timeout=800)
        ok(run.returncode == 0, "Chromium opens every page", run.stderr)
        for one in json.loads(run.stdout or "[]"):
            what = f"{os.path.basename(one['page'])}, {one['look']}"
            ok(not one["violations"], f"{what}: axe-core finds nothing",
               *one["violations"])
            ok(one["overflow"] <= 0 and not one["asked"],
               f"{what}: it is as wide as the window, and asks for nothing",
               one["overflow"], *one["asked"])
        for path in made:
            check_paper(path)
    done()


main()
