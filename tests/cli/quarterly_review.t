#!/usr/bin/python3
"""The commands that examples/quarterly-review prints run, and the comparison is
the one its README works out by hand."""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile

sys.path.insert(0, "tests/support")
from tap import done, ok  # noqa: E402

PROGRAM = os.path.abspath(os.environ.get("SEATWORTH", "build/seatworth"))
README = "examples/quarterly-review/README.md"
work = tempfile.mkdtemp()
os.symlink(os.path.abspath("examples"), os.path.join(work, "examples"))
commands = re.findall(r"^    seatworth (.+)$", open(README).read(), re.M)
ok(len(commands) == 5, "the README prints five commands")
for words in commands:
    out = subprocess.run([PROGRAM, *words.split()], cwd=work,
                         capture_output=True, text=True)
    ok(out.returncode == 0, f"runs: seatworth {words}", out.stderr)
c = json.load(open(os.path.join(work, "compare.json")))
npv = c["bridge"]["figures"][0]
# The first invoice is due on 1 October, three months after 30 June.
by_hand = (60 * 32 - 64 * 28) * 12 * 1.08 ** (-3 / 12)
ok(abs(npv["parts"]["contract"] - by_hand) < 1.0, "the contract's part, by hand",
   npv)
ok(all(npv["parts"][p] == 0 for p in ("software", "assumptions", "policy")) and
   abs(sum(npv["parts"].values()) - npv["change"]) < 1e-9 * abs(npv["change"]) + 1e-9,
   "nothing is left over")
ok(not c["verdict_changed"] and c["trend"][-1]["verdict"] == "renew",
   "the verdict stays renew")
with zipfile.ZipFile(os.path.join(work, "compare.xlsx")) as z:
    book = z.read("xl/workbook.xml").decode()
ok(re.findall(r'<sheet name="([^"]+)"', book) == ["Change", "Trend", "Figures"],
   "page one is the change")
again = tempfile.mkdtemp()
shutil.copy("examples/quarterly-review/generate.py", again)
subprocess.run([sys.executable, os.path.join(again, "generate.py")], check=True)
same = all(open(os.path.join(again, q, f), "rb").read() ==
           open(os.path.join("examples/quarterly-review", q, f), "rb").read()
           for q in ("q1", "q2") for f in ("pilot.json", "seats.csv", "after.csv"))
ok(same, "its generator writes both quarters, byte for byte")
shutil.rmtree(work)
shutil.rmtree(again)
done()
