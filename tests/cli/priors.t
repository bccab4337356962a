#!/usr/bin/python3
"""The library of published estimates: every record is whole, is listed, is
printed beside estimates on its own scale and nowhere else, and changes none."""
import glob
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile

os.chdir(os.path.join(os.path.dirname(os.path.abspath(__file__)), "../.."))
sys.path.insert(0, "tests/support")
from tap import done, ok  # noqa: E402

PROGRAM = os.path.abspath(os.environ.get("SEATWORTH", "build/seatworth"))
PILOT = "examples/research-division-500"
WORK = tempfile.TemporaryDirectory()
KEYS = {"id", "study", "measures", "outcome", "scale", "estimand",
        "population", "tool", "design", "year", "n", "n_unit", "estimate",
        "se", "se_from", "source", "seen", "superseded_by"}
SCALES = {"log_ratio", "minutes_per_week", "share"}
RECORDS = {os.path.basename(f)[:-5]: json.load(open(f))
           for f in glob.glob("templates/priors/*.json")}


def run(*words):
    return subprocess.run([PROGRAM, *words], capture_output=True, text=True)


def evaluate(*words):
    book = os.path.join(WORK.name, "report.xlsx")
    result = os.path.join(WORK.name, "result.json")
    for path in book, result:
        if os.path.exists(path):
            os.remove(path)
    made = run("evaluate", PILOT, "-q", "-o", book, "--json", result, *words)
    if made.returncode:
        return made, None, None
    with zipfile.ZipFile(book) as z:
        texts = "".join(z.read(n).decode() for n in z.namelist()
                        if n.startswith("xl/") and n.endswith(".xml"))
    with open(result) as f:
        return made, texts, json.load(f)


def flaws(name, r):
    """What a record lacks, by rules and not by the schema of the program."""
    numbers = [k for k in ("n", "estimate", "se") if r.get(k) is not None]
    texts = KEYS - {"n", "estimate", "se", "year", "superseded_by"}
    yield from sorted(KEYS ^ set(r))
    yield from (k for k in texts if not (isinstance(r[k], str) and r[k]))
    yield from (k for k in numbers if not isinstance(r[k], (int, float)))
    if r["id"] != name or r["scale"] not in SCALES:
        yield "id or scale"
    if r["estimand"] not in ("per_seat", "per_user"):
        yield "estimand"
    if r["se"] is not None and (r["se"] <= 0 or r["estimate"] is None):
        yield "a standard error of nothing"
    if r["n"] is not None and r["n"] <= 0:
        yield "n"
    if r["scale"] == "log_ratio" and abs(r["estimate"] or 0) > 2:
        yield "no log ratio"
    if r["superseded_by"] is not None and (
            r["superseded_by"] == name or r["superseded_by"] not in RECORDS
            or RECORDS[r["superseded_by"]]["scale"] != r["scale"]):
        yield "superseded_by"


wrong = {n: list(flaws(n, r)) for n, r in RECORDS.items()}
ok(RECORDS and not any(wrong.values()), "every record is whole",
   {n: w for n, w in wrong.items() if w})
metr = RECORDS["metr-2025"]
ok((metr["estimate"], metr["se"], metr["scale"]) == (.175, .079, "log_ratio"),
   "the scale is that on which the interval is symmetric")

listed = run("explain", "prior")
ok(listed.returncode == 0 and
   sorted(re.findall(r"^\S+$", listed.stdout, re.M)) == sorted(RECORDS),
   "explain prior lists them all", listed.stdout)
ok(listed.stdout.count("a comparator to print, never a prior") ==
   sum(r["se"] is None for r in RECORDS.values()),
   "and says which have no standard error")
ok("Superseded  by dillon-2025-email\n" in listed.stdout,
   "and what takes the place of which")

_, texts, all_beside = evaluate()
ok(re.search(r"Published trials: [\d-]+ to [\d-]+ minutes saved a week; "
             r"yours: [\d-]+", texts), "they stand beside the pilot's own")
usable = {n for n, r in RECORDS.items() if r["measures"] == "time"
          and r["scale"] == "minutes_per_week" and r["estimate"] is not None}
current = {n for n in usable if RECORDS[n]["superseded_by"] is None}
shown = {n for n in usable if RECORDS[n]["study"] in texts}
values = [-RECORDS[n]["estimate"] for n in current]
ok(f"trials: {min(values)} to {max(values)} minutes" in texts
   and shown == current,
   "those of minutes a week that are not superseded", shown ^ current)
ok(not any(r["outcome"] in texts for r in RECORDS.values()
           if r["scale"] == "share"), "and none of another scale")

# The lead is reports a week, of 75 minutes each.
(beside,) = all_beside["published"]
lead = next(e for e in all_beside["evidence"] if e["chain"])
ok({x["id"]: x["value"] for x in beside["studies"]} ==
   {n: -RECORDS[n]["estimate"] for n in current}
   and (beside["least"], beside["most"]) == (min(values), max(values))
   and abs(beside["own"] - 75 * lead["estimate"]) < 1e-9,
   "result.json has them beside the pilot's own", beside)
ok(all(x["ci95"] is None if r["se"] is None else
       all(abs(end + r["estimate"] - sign * 1.959964 * r["se"]) < 1e-5 * r["se"]
           for end, sign in zip(x["ci95"], (-1, 1)))
       for x in beside["studies"] for r in [RECORDS[x["id"]]])
   and all(x[k] == RECORDS[x["id"]][k] for x in beside["studies"]
           for k in ("study", "estimand", "n", "year", "tool", "population",
                     "outcome", "source")),
   "as they were published, with their intervals", beside)

_, none, alone = evaluate("--set", "policy.priors=[]")
ok("Published trials" not in none and alone["published"] == [],
   "none where none is named")
for result in all_beside, alone:
    for key in "inputs", "model", "provenance", "published":  # the key itself
        result.pop(key, None)
ok(all_beside == alone, "they change no figure of the pilot",
   [k for k in alone if all_beside[k] != alone[k]])
_, one, _ = evaluate("--set", 'policy.priors=["uk-dwp-2025"]')
ok("trials: 95 to 95 minutes" in one, "and that which is named")

for name, says in (
        ("cui-2026", "is no estimate of time"),
        ("google-2024", "is on the scale share"),
        ("metr-2025", "is on the scale log_ratio"),
        ("metr-2052", r"no published estimate.*\n?.*did you mean")):
    made, _, _ = evaluate("--set", f'policy.priors=["{name}"]')
    ok(made.returncode == 1 and re.search(says, made.stderr),
       f"{name} is refused: {says}", made.returncode, made.stderr)

german = evaluate("--language", "de")[1]
ok("Veröffentlichte Studien: " in german, "in German too")

own = os.path.join(WORK.name, "templates")
for key, value, says in (
        ("scale", "hours", "log_ratio"), ("se", -1, "se"),
        ("id", "another", "is not"), ("superseded_by", "nobody", "no other"),
        ("why", "because", "why")):
    shutil.rmtree(own, ignore_errors=True)
    os.makedirs(os.path.join(own, "priors"))
    with open(os.path.join(own, "priors/mine-2026.json"), "w") as f:
        json.dump({**RECORDS["uk-dwp-2025"], "id": "mine-2026", key: value}, f)
    made = run("explain", "prior", "--templates", own)
    ok(made.returncode == 1 and "mine-2026.json" in made.stderr
       and says in made.stderr, f"a record with {key} {value} is refused",
       made.returncode, made.stderr)
with open(os.path.join(own, "priors/mine-2026.json"), "w") as f:
    json.dump({**RECORDS["uk-dwp-2025"], "id": "mine-2026"}, f)
made = run("explain", "prior", "--templates", own)
ok(made.returncode == 0 and "\nmine-2026\n" in made.stdout,
   "a record of one's own joins the list", made.stderr)
done()
