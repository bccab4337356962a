#!/usr/bin/python3
"""approvals.json beside the pilot is printed where the page is signed, and an
approval of another result is not taken for one of this."""
import json
import os
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, "tests/support")
from quiet_openpyxl import openpyxl  # noqa: E402
from tap import done, ok  # noqa: E402

PROGRAM = os.path.abspath(os.environ.get("SEATWORTH", "build/seatworth"))
work = tempfile.TemporaryDirectory()
pilot = os.path.join(work.name, "pilot")
shutil.copytree("examples/research-division-500", pilot)


def evaluate(*words):
    return subprocess.run(
        [PROGRAM, "evaluate", pilot, "--set", "simulation.draws=1024",
         "-o", os.path.join(work.name, "r.xlsx"), "--json",
         os.path.join(work.name, "r.json"), "--brief",
         os.path.join(work.name, "b.md"), *words], capture_output=True,
        text=True)


def approve(content):
    with open(os.path.join(pilot, "approvals.json"), "w") as f:
        f.write(content if isinstance(content, str) else json.dumps(content))


def result():
    return json.load(open(os.path.join(work.name, "r.json")))


def page():
    sheet = openpyxl.load_workbook(os.path.join(work.name, "r.xlsx"),
                                   data_only=True)["Decision"]
    texts = [str(c.value) for row in sheet.iter_rows() for c in row if c.value]
    return texts


plain = evaluate()
ok("Approved" not in page(), "without approvals nothing is said of them")
before = result()
run = before["provenance"]["run_id"]
mine = {"role": "CIO", "name": "A. Example", "date": "2024-06-28",
        "result": run}
approve([mine, dict(mine, role="Finance", result="run-0000000000000000")])
signed = evaluate()
ok(result() == before, "an approval changes nothing of what it approves")
texts = page()
said = texts[texts.index("Approved") + 1]
ok("CIO: A. Example, 28 June 2024." in said, "page one says who and when", said)
ok("Finance: A. Example, 28 June 2024, but of another result "
   "(run-0000000000000000)" in said and run in said,
   "an approval of another result is said to be one", said)
ok(texts.index("Approved") < texts.index("Decided by"),
   "where the page is signed")
ok("CIO: A. Example" in signed.stdout.replace("\n  ", " ") and
   "another result" in open(os.path.join(work.name, "b.md")).read(),
   "summary and brief say it too", signed.stdout)
other = evaluate("--set", "contract.price=20")
texts = page()
ok(texts[texts.index("Approved") + 1].count("of another result") == 2,
   "no approval is carried over to other inputs")
for bad, text in (
        ("[{]", "approvals.json:1:"), ({"role": "CIO"}, "are an array"),
        ([1], "is an object"), ([{"role": "CIO"}], "has the texts role"),
        ([dict(mine, date="soon")], "is no date"),
        ([dict(mine, mail="a@b.c")], "no such key")):
    approve(bad)
    refused = evaluate()
    ok(refused.returncode == 1 and text in refused.stderr,
       f"refused: {bad}", refused.stderr)
done()
