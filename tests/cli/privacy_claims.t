#!/usr/bin/python3
"""seatworth privacy: the same claims in text, JSON and every language, and each
of them is true; the columns it calls unused change no figure, those it calls
used do."""
import csv
import glob
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, "tests/support")
from attacker import attack, evaluate, numbers_of, try_to_evaluate, write_pilot  # noqa: E402
from languages import LANGUAGES  # noqa: E402
from tap import done, ok  # noqa: E402

PROGRAM = os.path.abspath(os.environ.get("SEATWORTH", "build/seatworth"))
EXAMPLES = [p[:-len("pilot.json")] for p in
            sorted(glob.glob("examples/*/pilot.json"))]
RANDOM = random.Random(4)


def privacy(folder, *options):
    run = subprocess.run([PROGRAM, "privacy", folder, *options], capture_output=True, text=True)
    return run if run.returncode else run.stdout


def report(folder, *options):
    return json.loads(privacy(folder, "--json", *options))


def claims_of(r):
    return {c["id"]: c["says"] for part in ("grouped", "withheld", "never") for c in r[part]}


def rewritten(folder, file, column, change):
    """The file with another text in a column's filled cells."""
    path = os.path.join(folder, file)
    with open(path, encoding="utf-8", newline="") as f:
        rows = list(csv.reader(f))
    k = rows[0].index(column)
    cells = [row[k] for row in rows[1:]]
    for row, cell in zip(rows[1:], change(cells)):
        row[k] = cell
    with open(path, "w", encoding="utf-8", newline="") as f:
        csv.writer(f).writerows(rows)


def varies(folder, file, column):
    with open(os.path.join(folder, file), encoding="utf-8", newline="") as f:
        return len({row[column] for row in csv.DictReader(f)}) > 1


def outcome(folder):
    """All figures of a result, without what names the files' bytes."""
    run = subprocess.run([PROGRAM, "evaluate", folder, "-q", "--json", "-", "--set", "simulation.draws=512"],
                         capture_output=True, text=True)
    if run.returncode:
        return run.stderr
    r = json.loads(run.stdout)
    for x in r["inputs"]:
        x.pop("sha256")
    r["provenance"].pop("run_id")
    return r


# ---- the same in every form ----------------------------------------------------------
for example in EXAMPLES:
    r = report(example)
    text = " ".join(privacy(example).split())
    ok(all(says in text for says in claims_of(r).values()) and
       all(f"{c['column']}: {c['purpose']}" in text for f in r["files"] for c in f["columns"]),
       f"{example}: text and JSON say the same")
    with open(example + "pilot.json", encoding="utf-8") as f:
        named = f.read()
    ok(all(f["file"] in named and f["columns"] for f in r["files"]), f"{example}: its files, each with its columns")
    for f in r["files"]:
        if f["file"].endswith(".csv"):
            with open(example + f["file"], encoding="utf-8") as g:
                headers = next(csv.reader(g))
            told = [c["column"] for c in f["columns"]] + f["unused"]
            ok(sorted(told) == sorted(headers), f"{example}{f['file']}: every header is used or not", told, headers)
    for language in LANGUAGES:
        other = report(example, "--language", language)
        ok(claims_of(other).keys() == claims_of(r).keys() and
           not set(claims_of(other).values()) & set(claims_of(r).values()), f"{example}: the same claims in {language}")

# ---- used and unused -----------------------------------------------------------------
with tempfile.TemporaryDirectory() as work:
    for example in ("research-division-500", "engineering-rct"):
        source = os.path.join(work, example)
        shutil.copytree("examples/" + example, source)
        first = report(source)["files"][0]
        with open(os.path.join(source, first["file"]), encoding="utf-8", newline="") as f:
            rows = list(csv.reader(f))
        rows = [[*row, "shoe size" if i == 0 else str(36 + i % 11)] for i, row in enumerate(rows)]
        with open(os.path.join(source, first["file"]), "w", encoding="utf-8", newline="") as f:
            csv.writer(f).writerows(rows)
        base, r = outcome(source), report(source)
        ok("shoe size" in r["files"][0]["unused"], f"{example}: a column that means nothing is not used")
        for f in r["files"]:
            for column in f["unused"]:
                copy = os.path.join(work, "copy")
                shutil.copytree(source, copy)
                rewritten(copy, f["file"], column, lambda cells: RANDOM.sample(cells, len(cells)))
                ok(outcome(copy) == base, f"{example}: {f['file']}, {column}: unused, and changes no figure")
                shutil.rmtree(copy)
        changed = 0
        for f in r["files"]:
            for c in f["columns"]:
                if c["as"] in ("person", "department", "time_saved", "active_days", "hourly_cost", "value") and varies(source, f["file"], c["column"]):
                    copy = os.path.join(work, "copy")
                    shutil.copytree(source, copy)
                    rewritten(copy, f["file"], c["column"], lambda cells: RANDOM.sample(cells, len(cells)))
                    ok(outcome(copy) != base, f"{example}: {f['file']}, {c['column']}: used, and changes some")
                    changed += 1
                    shutil.rmtree(copy)
        ok(changed > 3, f"{example}: columns that matter were tried", changed)

# ---- each claim ----------------------------------------------------------------------
people = {f"a{i}": ("Alpha", "North", "x") for i in range(20)}
people |= {f"b{i}": ("Beta", "South", "x") for i in range(20)}
answers = {p: 20 + i % 9 + round(0.13 * (i % 7), 2) for i, p in enumerate(people)}
CHECKED = set()


def claim(identity, good, *what):
    CHECKED.add(identity)
    ok(good, f"claim {identity}", *what)


with tempfile.TemporaryDirectory() as folder:
    tiny = people | {f"t{i}": ("Tiny", "South", "x") for i in range(3)}
    write_pilot(folder, tiny, answers | {f"t{i}": 33.37 + i for i in range(3)} | {"a0": 3.17, "b0": 57.83})
    _, r, out = evaluate(folder)
    said = claims_of(report(folder))
    names = {s["segment"] for s in r["segments"]}
    claim("all", "Tiny" not in names and all(s["seats"] >= 5 for s in r["segments"]), names)
    claim("division", [c["says"] for c in report(folder)["grouped"][1:]] ==
          ["By department: the seats to keep are told of these groups.", "By region, beside it."], said)
    claim("extremes", not numbers_of(out) & {15.85, 289.15, 3.17, 57.83})
    claim("previous", "No previous result" in said["previous"], said["previous"])
    text = subprocess.run([PROGRAM, "privacy", folder, "--json", "--set", f"previous.result={out['r.json']}"],
                          capture_output=True, text=True).stdout
    ok("fewer than 5" in claims_of(json.loads(text))["previous"], "a previous result: what is withheld is said")
    again = try_to_evaluate(folder)[0]
    ok(again.returncode == 0, "evaluates again", again.stderr)
few = {p: a for p, a in answers.items() if p[0] == "a" or p in ("b3", "b4")}
r, _ = attack("claim: few answers", people, few)
claim("small-groups", all(s["effect"] is None for s in r["segments"] if s["responses"] < 5))
attack("claim: subtraction", tiny, answers | {f"t{i}": 33.37 + i for i in range(3)})
claim("subtraction", True)

with tempfile.TemporaryDirectory() as folder:
    pilot = os.path.join(folder, "pilot")
    shutil.copytree("examples/research-division-500", pilot)
    secret = "My manager told me not to say so"
    rewritten(pilot, "after.csv", "time_reinvested", lambda cells: [secret if i == 7 else c for i, c in enumerate(cells)])
    out = os.path.join(folder, "out")
    os.makedirs(out)
    where = {**os.environ, "TMPDIR": os.path.join(folder, "tmp"), "USER": "somebody-secret", "HOME": "/home/somebody-secret"}
    os.makedirs(where["TMPDIR"])
    command = [PROGRAM, "evaluate", pilot, "-q", "--set", "simulation.draws=512", "--sheets", "all",
               "-o", out + "/r.xlsx", "--json", out + "/r.json", "--brief", out + "/r.md"]
    run = subprocess.run(command + ["--no-person-data"], capture_output=True, text=True, env=where)
    claim("names", run.returncode == 0, run.stderr)
    import zipfile
    parts = [zipfile.ZipFile(out + "/r.xlsx").read(n) for n in zipfile.ZipFile(out + "/r.xlsx").namelist()]
    parts += [open(f"{out}/{n}", "rb").read() for n in ("r.json", "r.md")]
    claim("own-words", not any(secret.encode() in p for p in parts))
    traces = [t for t in (folder, os.uname().nodename, "somebody-secret", os.getcwd()) if any(t.encode() in p for p in parts)]
    claim("traces", not traces and not os.listdir(where["TMPDIR"]), traces)
    ok("privacy.names" in claims_of(report(pilot, "--names"))["names"], "with --names it says what is printed then")
    claim("rows", os.listdir(out).__len__() == 3 and "E0001" not in subprocess.run(
        [PROGRAM, "evaluate", pilot, "-q", "--set", "simulation.draws=512", "--rows", "-"],
        capture_output=True, text=True).stdout)
symbols = subprocess.run(["nm", "-D", "--undefined-only", PROGRAM], capture_output=True, text=True).stdout
calls = [w for w in ("socket", "connect", "getaddrinfo", "sendto", "g_socket_new", "g_network_monitor_get_default")
         if f" {w}\n" in symbols.replace("@", "\n").replace("\n\n", "\n")]
claim("network", symbols != "" and not calls, calls)
claim("unused", True)  # above

CLAIMS = set(claims_of(report(EXAMPLES[0]))) | set(said)
ok(CLAIMS == CHECKED, "every claim has its test", CLAIMS ^ CHECKED)
done()
