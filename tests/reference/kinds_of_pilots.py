"""Pilots of the kinds that once went wrong, with what the pages say of each.

`kinds_of_pilots.py PROGRAM` makes each from a case of tests/data, evaluates it
and prints TAP. Expected values are worked out by hand from the methods and the
money pages; none is the program's own answer.
"""

import csv
import io
import json
import os
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..",
                                "support"))
from tap import done, ok  # noqa: E402

DATA = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "data")
EVIDENCE, MONEY = "cases/evidence", "money"
BOUGHT = ("renew", "renegotiate", "switch")
PROGRAM = sys.argv[1]


def read_case(kind, number):
    """pilot.json of a case, and the text of each of its tables."""
    home = os.path.join(DATA, kind)
    folder = os.path.join(home, next(d for d in os.listdir(home)
                                     if d.startswith(number)))
    tables = {}
    for name in os.listdir(folder):
        if name.endswith(".csv"):
            with open(os.path.join(folder, name), encoding="utf-8") as f:
                tables[name] = f.read()
    with open(os.path.join(folder, "pilot.json"), encoding="utf-8") as f:
        return json.load(f), tables


def csv_text(rows):
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()


def evaluate(pilot, tables):
    """(result, standard output, standard error); no result where rejected."""
    with tempfile.TemporaryDirectory() as folder:
        for name, text in {"pilot.json": json.dumps(pilot), **tables}.items():
            with open(os.path.join(folder, name), "w", encoding="utf-8") as f:
                f.write(text)
        out = os.path.join(folder, "result.json")
        run = subprocess.run([PROGRAM, "evaluate", folder, "--json", out],
                             capture_output=True, text=True, timeout=120)
        if run.returncode:
            return None, run.stdout, run.stderr
        with open(out, encoding="utf-8") as f:
            return json.load(f), " ".join(run.stdout.split()), run.stderr


def told(result):
    v = result["verdict"]
    return f"{v['option']} (grade {v['evidence_grade']}): {v['order']} {v['headline']}"


def option(result, name):
    return next(o for o in result["options"] if o["option"] == name)


# Answers

def answered(answers, **assumptions):
    """60 seats of case 01, answered in the roster's order."""
    pilot, tables = read_case(EVIDENCE, "01")
    pilot["assumptions"].update(assumptions)
    people = [r["person"] for r in csv.DictReader(io.StringIO(tables["seats.csv"]))]
    tables["s.csv"] = csv_text([["id", "date", "ts"]] + [
        [p, "2025-03-20", a] for p, a in zip(people, answers) if a])
    return evaluate(pilot, tables)


def nothing_is_bought_at_grade_d():
    """Rule 1b, behind the bounds of 4.2 as well: below 20 answers and f < .8
    the grade is D, whatever an hour costs and however alike the answers."""
    for n in (1, 2, 19):
        for answer in ("None", "1-5 minutes", "30"):
            for wage in (66, 3000):
                r, _, _ = answered([answer] * n, hourly_cost=wage)
                v = r["verdict"]
                ok(v["evidence_grade"] == "D" and v["option"] in
                   ("cancel", "extend", "undetermined"),
                   f"{n} of 60 say {answer}, an hour is {wage}: not bought", told(r))


def equal_answers_are_not_certain():
    """Everybody says the same: a spread of the chance stays (4.2.3), and no
    chance of self-report exceeds .85 (4.3)."""
    for n in (20, 60):
        for answer in ("30", "16-30 minutes", "More than 60 minutes"):
            r, _, _ = answered([answer] * n)
            renew = option(r, "renew")
            ok(renew["npv"]["sd"] > 0 and renew["probability_positive"] <= .85 + .01,
               f"{n} of 60 say {answer}: a spread, and at most 85 %", renew)


if __name__ == "__main__":
    nothing_is_bought_at_grade_d()
    equal_answers_are_not_certain()
    done()
