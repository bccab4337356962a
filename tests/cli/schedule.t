#!/usr/bin/python3
"""What a scheduled job relies on: exit codes that tell what is new, quiet that
is quiet, warnings that stop where asked, no address in a log."""
import datetime
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, "tests/support")
from tap import done, ok  # noqa: E402

PROGRAM = os.path.abspath(os.environ.get("SEATWORTH", "build/seatworth"))
work = tempfile.TemporaryDirectory()
FEW = ("--set", "simulation.draws=1024")


def path(*names):
    return os.path.join(work.name, *names)


pilot = path("pilot")
shutil.copytree("examples/research-division-500", pilot)


def run(*words):
    return subprocess.run([PROGRAM, *words], capture_output=True, text=True)


def evaluate(*words):
    return run("evaluate", pilot, *FEW, *words)


first = evaluate("-q", "--json", path("q1.json"), "-o", path("q1.xlsx"))
ok(first.returncode == 0 and not first.stdout and not first.stderr,
   "quiet with files says nothing at all", first.stdout, first.stderr)
ok(evaluate("-q").stdout.startswith("Copilot pilot"),
   "quiet without a file prints what was asked for: the summary")
q1 = json.load(open(path("q1.json")))
act_by = datetime.date.fromisoformat(q1["verdict"]["act_by"])
as_of = datetime.date.fromisoformat(q1["provenance"]["as_of"])
left = (act_by - as_of).days


def change(*words, against="q1.json"):
    return evaluate("-q", "--json", path("now.json"), "--against",
                    path(against), "--exit-change", *words)


for against in ("q1.json", "q1.xlsx"):
    same = change("--due", str(left - 1), against=against)
    ok(same.returncode == 0 and not same.stderr,
       f"nothing is new since {against}", same.returncode, same.stderr)
for days in (left, left + 1, 3650):
    due = change("--due", str(days))
    ok(due.returncode == 21 and str(act_by) in due.stderr,
       f"the act-by date is within {days} days", due.stderr)
for day in (act_by, act_by + datetime.timedelta(1)):
    late = change("--due", "0", "--as-of", str(day))
    now = json.load(open(path("now.json")))["verdict"]["act_by"]
    want = 21 if now and datetime.date.fromisoformat(now) <= day else None
    ok(want is None or late.returncode in (21, 22),
       f"--as-of {day}: due with no day left", late.returncode)
CHEAP = ("--set", "contract.price=0.01", "--set", "assumptions.hourly_cost=300")
other = change(*CHEAP, "--due", "0")
ok(other.returncode == 20 and "was cancel and is" in other.stderr,
   "another verdict", other.returncode, other.stderr)
ok(change(*CHEAP, "--due", "3650").returncode == 21,
   "the highest wins: due before changed")
expired = json.dumps({"value": 62, "expires": "2024-01-01"})
stale = change(*CHEAP, "--due", "3650", "--set",
               f"assumptions.hourly_cost={expired}")
ok(stale.returncode == 22 and "expires" in stale.stderr,
   "and stale before both", stale.returncode, stale.stderr)

for text, words in (
        ("exclude each other", ("--exit-verdict", "--exit-change",
                                "--against", path("q1.json"))),
        ("need each other", ("--exit-change",)),
        ("need each other", ("--against", path("q1.json"))),
        ("no number of days", ("--due", "soon", "--exit-change", "--against",
                               path("q1.json"))),
        ("is of --exit-change", ("--due", "3"))):
    wrong = evaluate(*words)
    ok(wrong.returncode == 2 and text in wrong.stderr, f"refused: {text}",
       wrong.stderr)
open(path("other.json"), "w").write('{"schema": "seatworth/plan/1"}')
for name in ("other.json", "missing.json"):
    for option in (("--exit-change", "--against", path(name)),
                   ("--previous", path(name))):
        bad = evaluate("-o", path("never.xlsx"), *option)
        ok(bad.returncode == 1 and not os.path.exists(path("never.xlsx")) and
           name in bad.stderr, f"refused: {option[0]} {name}", bad.stderr)

# The quarter before, by the line or by the file: the same.
q2 = evaluate("-q", "--json", path("q2.json"), "--previous", path("q1.json"))
shutil.copy(path("q1.json"), pilot)
named = evaluate("-q", "--json", path("q2n.json"), "--set",
                 "previous.result=q1.json")
byline, byfile = (json.load(open(path(n))) for n in ("q2.json", "q2n.json"))
for one in (byline, byfile):
    del one["provenance"]
ok(q2.returncode == 0 and byline == byfile,
   "--previous is previous.result", q2.stderr, named.stderr)
ok(byline["evidence"][0].get("look") != q1["evidence"][0].get("look") or
   byline["verdict"] == byfile["verdict"], "and it is looked at")
ok(path("") not in open(path("q2.json")).read(),
   "its folder is not in the result")
ok(evaluate("-q", "--previous", path("q1.xlsx"), "--json",
            path("q2x.json")).returncode == 0, "a workbook serves too")

strict = evaluate("-q", "--strict", "--json", path("strict.json"))
ok(strict.returncode == 1 and "--strict takes none" in strict.stderr and
   not os.path.exists(path("strict.json")),
   "--strict: a warning stops the run, and it is named", strict.stderr)
ok(len(strict.stderr.splitlines()) > 1, "the warnings stand before it")
ok(run("check", pilot, "--strict").returncode == 1 and
   run("check", pilot).returncode == 0, "check --strict")

# No address in any log; the second row of a person has one.
with open(os.path.join(pilot, "after.csv")) as f:
    head = f.readline()
rows = open(os.path.join(pilot, "seats.csv")).read().splitlines()
with open(os.path.join(pilot, "seats.csv"), "a") as f:
    f.write(rows[1] + "\n" + re.sub("^[^,]*", "who.is@example.com,x", rows[2],
                                    count=1) + "\n")
for words in (("evaluate", pilot), ("check", pilot), ("check", pilot,
                                                      "--json")):
    said = run(*words)
    ok(not re.search(r"[\w.]+@[\w.]+\.\w", said.stdout + said.stderr),
       f"no address in what {' '.join(words[::2])} says",
       said.stdout, said.stderr)

# Said once, with its count.
shutil.rmtree(pilot)
shutil.copytree("examples/research-division-500", pilot)
lines = evaluate("--max-rejects", "1").stderr.splitlines()
ok(len(lines) == len({re.sub(r":\d+(:\d+)?", "", x) for x in lines}),
   "no warning is said twice", *lines)
done()
