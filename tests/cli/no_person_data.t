#!/usr/bin/python3
"""--no-person-data: no output holds, in any byte, anything by which the inputs
call a person; where one would, nothing is written at all."""
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile

sys.path.insert(0, "tests/support")
from attacker import write_pilot  # noqa: E402
from tap import done, ok  # noqa: E402

PROGRAM = os.path.abspath(os.environ.get("SEATWORTH", "build/seatworth"))
# Every output that evaluate can write: its options, and the name of its file.
OUTPUTS = [(["-o"], "r.xlsx"), (["--json"], "r.json"), (["--brief"], "r.md"), (["--rows"], "r.csv"), (["--html"], "r.html"),
           (["--data"], "data")]
# Kinds of identifiers: numbers, addresses, names, what XML, JSON and Markdown escape.
KINDS = {"number": "E{:04d}", "address": "person{:02d}@example.com", "name": "Zoë Nº{:02d} O'Hara",
         "escaped": 'A&B {:02d} "q_x*"', "path": "corp\\user_{:02d}", "both": "Jo Doe {:02d} <jd{:02d}@x.org>"}


def evaluate(folder, *options, outputs=OUTPUTS):
    words = [w for option, name in outputs for w in (*option, os.path.join(folder, name))]
    return subprocess.run([PROGRAM, "evaluate", folder, "-q", "--sheets", "all", "--set", "simulation.draws=512",
                           "--no-person-data", *words, *options], capture_output=True, text=True)


def written(folder):
    return [name for _, name in OUTPUTS if os.path.exists(os.path.join(folder, name))]


def texts(path):
    """The bytes of an output, of an archive or a folder those of its parts and
    their names."""
    if os.path.isdir(path):
        for name in os.listdir(path):
            yield name.encode()
            yield from texts(os.path.join(path, name))
    elif zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as z:
            yield from (n.encode() + b"\n" + z.read(n) for n in z.namelist())
    else:
        with open(path, "rb") as f:
            yield f.read()


def spellings(who):
    """As it stands, and as it may be escaped."""
    xml = who.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    parts = [who, *who.rstrip(">").split(" <")]
    if len(set(parts)) > 1:
        return set().union(*(spellings(part) for part in parts[1:]))
    return {s.lower().encode() for s in (who, xml, xml.replace('"', "&quot;").replace("'", "&#39;"),
                                         who.replace("\\", "\\\\").replace('"', '\\"'),
                                         re.sub(r"([\\_*<>&@])", r"\\\1", who))}


for kind, pattern in KINDS.items():
    with tempfile.TemporaryDirectory() as folder:
        people = {pattern.format(i, i): ("D1" if i % 2 else "D2", "R", "J") for i in range(40)}
        stranger = pattern.format(77, 77)
        answers = {p: 10 + i % 9 + 0.25 for i, p in enumerate(people)} | {stranger: 11.5}
        write_pilot(folder, people, answers, used=[*people, stranger])
        with open(os.path.join(folder, "after.csv"), "a", encoding="utf-8") as f:  # a row that cannot be read
            f.write(f'"{pattern.format(3, 3)}","{pattern.format(4, 4)}"\n' if '"' not in pattern else "")
        run = evaluate(folder)
        ok(run.returncode == 0 and len(written(folder)) == len(OUTPUTS), f"{kind}: all outputs", run.stderr)
        for _, name in OUTPUTS:
            path = os.path.join(folder, name)
            found = [who for who in (*people, stranger) for text in texts(path)
                     for s in spellings(who) if s in text.lower()] if os.path.exists(path) else ["missing"]
            ok(not found, f"{kind}: no identifier in any byte of {name}", found[:3])
        for _, name in OUTPUTS:
            path = os.path.join(folder, name)
            if os.path.isdir(path):
                shutil.rmtree(path)
            elif os.path.exists(path):
                os.remove(path)
        for who in (pattern.format(5, 5), stranger, *([stranger.split(' <')[0]] if kind == "both" else [])):
            run = evaluate(folder, "--set", f"name=About {who} alone")
            ok(run.returncode == 1 and not written(folder) and "--no-person-data" in run.stderr and
               who not in run.stderr.replace(folder, ""), f"{kind}: one in the pilot's name: nothing is written",
               run.returncode, written(folder), run.stderr)
            for output in OUTPUTS[:3]:
                run = evaluate(folder, "--set", f"name=About {who.upper()}", outputs=[output])
                ok(run.returncode == 1 and not written(folder), f"{kind}: nor to {output[1]} alone, in capitals",
                   run.returncode, run.stderr)

with tempfile.TemporaryDirectory() as folder:
    people = {f"E{i:04d}": ("D", "R", "J") for i in range(40)}
    write_pilot(folder, people, {p: 12 + i % 5 for i, p in enumerate(people)})
    run = evaluate(folder, "--json", "-", "--set", "name=E0007", outputs=[])
    ok(run.returncode == 1 and run.stdout == "", "nor to standard output", run.stdout[:80])
    run = evaluate(folder, "--set", "name=XE0007 and E00071", outputs=OUTPUTS[:1])
    ok(run.returncode == 0, "a longer word is another", run.stderr)
done()
