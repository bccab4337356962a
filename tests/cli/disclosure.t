#!/usr/bin/python3
"""Nothing of fewer people than privacy.min_group can be had from what is
published: an attacker with the roster collects all sums that the result and
the workbook tell, with hidden sheets and the caches of charts, and solves them
for small groups; and looks for the mean of every small group as a number."""
import csv
import itertools
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import zipfile
from fractions import Fraction

sys.path.insert(0, "tests/support")
from tap import done, ok  # noqa: E402

PROGRAM = os.path.abspath(os.environ.get("SEATWORTH", "build/seatworth"))
LEAST = 5
WEEK = 5  # an answer of minutes a day is five a week
RANDOM = random.Random(17)
BY = ["department", "region", "role"]


def write_pilot(folder, people, answers, **more):
    with open(os.path.join(folder, "seats.csv"), "w", encoding="utf-8") as f:
        rows = csv.writer(f)
        rows.writerow(["person", "arm", *BY, "hourly_cost"])
        rows.writerows([p, "pilot", *groups, 60] for p, groups in people.items())
    with open(os.path.join(folder, "after.csv"), "w", encoding="utf-8") as f:
        rows = csv.writer(f)
        rows.writerow(["person", "time_saved"])
        rows.writerows((p, f"{a:.2f} minutes") for p, a in answers.items())
    pilot = {
        "seatworth": 1, "name": "Small groups", "currency": "USD", "as_of": "2024-06-30",
        "pilot": {"start": "2024-01-01", "end": "2024-06-30", "assignment": "volunteers"},
        "roster": {"file": "seats.csv"},
        "contract": {"price": 30, "per": "seat-month", "seats_purchased": len(people),
                     "term_months": 12, "term_start": "2023-08-01", "term_end": "2024-07-31",
                     "notice_days": 30, "auto_renew": True, "reductions": "at-renewal"},
        "survey": {"files": [{"file": "after.csv", "wave": "after"}], "person": "person",
                   "items": [{"id": "time_saved", "question": "How much time do you save a day?",
                              "kind": "time-saved", "per": "day"}]},
        "assumptions": {"hourly_cost": 60, "discount_rate": 0.08},
        "benefits": [{"id": "time", "kind": "time-saved", "class": "capacity"}],
        "simulation": {"draws": 1024, "seed": 7}, **more}
    with open(os.path.join(folder, "pilot.json"), "w", encoding="utf-8") as f:
        json.dump(pilot, f)


def try_to_evaluate(folder):
    out = {k: os.path.join(folder, k) for k in ("r.xlsx", "r.json", "r.md", "r.csv", "r.html", "data")}
    run = subprocess.run([PROGRAM, "evaluate", folder, "-q", "-o", out["r.xlsx"], "--sheets", "all",
                          "--json", out["r.json"], "--brief", out["r.md"], "--rows", out["r.csv"],
                          "--html", out["r.html"], "--data", out["data"]],
                         capture_output=True, text=True)
    return run, out


def evaluate(folder):
    run, out = try_to_evaluate(folder)
    if run.returncode != 0:
        sys.exit(run.stderr)
    with open(out["r.json"], encoding="utf-8") as f:
        result = json.load(f)
    return run, result, out


def numbers_of(out):
    """Every number of every part, and of the other outputs but the rows."""
    texts = [open(out[k], encoding="utf-8").read() for k in ("r.json", "r.md", "r.html")]
    texts += [open(os.path.join(out["data"], n), encoding="utf-8").read() for n in os.listdir(out["data"])]
    with zipfile.ZipFile(out["r.xlsx"]) as z:
        for name in z.namelist():
            if name.endswith(".xml"):
                texts += re.findall(r"<(?:c:)?v>([^<]*)<", z.read(name).decode("utf-8"))
    found = set()
    for text in texts:
        for word in re.findall(r"-?\d+\.?\d*(?:[eE][-+]?\d+)?", text):
            found.add(round(float(word), 6))
    return found


def rank(rows):
    rows, r = [list(map(Fraction, row)) for row in rows], 0
    for j in range(len(rows[0]) if rows else 0):
        at = next((i for i in range(r, len(rows)) if rows[i][j]), None)
        if at is None:
            continue
        rows[r], rows[at] = rows[at], rows[r]
        for i in range(r + 1, len(rows)):
            if rows[i][j]:
                by = rows[i][j] / rows[r][j]
                rows[i] = [a - by * b for a, b in zip(rows[i], rows[r])]
        r += 1
    return r


def published_sets(result, people):
    """The sets of people of whom a mean is published, by the roster alone."""
    sets = [frozenset(people)]
    tables = [(result["segments_by"], result["segments"])] if result["segments_by"] else []
    tables += [(g["by"], g["segments"]) for g in result["groupings"]]
    for by, segments in tables:
        if by not in BY:
            continue
        k = BY.index(by)
        named = {s["segment"] for s in segments}
        for s in segments:
            members = frozenset(p for p, g in people.items()
                                if (g[k] if g[k] in named else "other") == s["segment"])
            if s["effect"] is not None:
                sets.append(members)
    return sets


def leaks(result, people, answers):
    """Small groups of people whose sum follows from the published sums."""
    sets = published_sets(result, people)
    classes = {}
    for p in answers:
        classes.setdefault(tuple(p in s for s in sets), []).append(p)
    keys = list(classes)
    matrix = [[int(key[i]) for key in keys] for i in range(len(sets))]
    base = rank(matrix)
    found = []
    small = [j for j, key in enumerate(keys) if len(classes[key]) < LEAST]
    for n in (1, 2, 3):
        for pick in itertools.combinations(small, n):
            size = sum(len(classes[keys[j]]) for j in pick)
            if size >= LEAST:
                continue
            for signs in itertools.product((1, -1), repeat=n - 1):
                row = [0] * len(keys)
                for j, sign in zip(pick, (1, *signs)):
                    row[j] = sign
                if rank([*matrix, row]) == base:
                    found.append([classes[keys[j]] for j in pick])
    return found


def small_means(people, answers):
    """The mean of each group of the roster, and of each person, that is small."""
    groups = {}
    for n in (1, 2, 3):
        for pick in itertools.combinations(range(3), n):
            for p in answers:
                groups.setdefault((pick, tuple(people[p][k] for k in pick)), []).append(answers[p])
    lists = [g for g in groups.values() if len(g) < LEAST] + [[a] for a in answers.values()]
    return {round(WEEK * sum(g) / len(g), 6) for g in lists}


def attack(name, people, answers, **more):
    with tempfile.TemporaryDirectory() as folder:
        write_pilot(folder, people, answers, **more)
        run, result, out = evaluate(folder)
        ok(run.returncode == 0, f"{name}: evaluates", run.stderr)
        ok(not leaks(result, people, answers), f"{name}: no small group can be solved for",
           leaks(result, people, answers)[:3])
        means = {m for m in small_means(people, answers) if abs(10 * m - round(10 * m)) > 1e-6}  # rounder ones stand for much
        seen = means & numbers_of(out)
        ok(not seen, f"{name}: no small group's mean is a number of any output", sorted(seen)[:5])
        return result, open(out["r.csv"], encoding="utf-8").read()


def random_pilot():
    departments = RANDOM.randint(2, 6)
    people, answers = {}, {}
    for i in range(RANDOM.randint(30, 120)):
        d = min(int(RANDOM.expovariate(0.8)), departments - 1)
        r = d % 2 if RANDOM.random() < 0.8 else RANDOM.randint(0, 2)
        people[f"p{i:03d}"] = (f"D{d}", f"R{r}", f"J{RANDOM.randint(0, 2)}")
        if RANDOM.random() < (0.15 if d == 1 else 0.8):
            answers[f"p{i:03d}"] = RANDOM.randint(1, 59) + RANDOM.randint(1, 99) / 100
    return people, answers


def figures(result):
    """Every published mean with the number of answers behind it, by its name."""
    found = {("all", e["id"]): (e["n_pilot"] + e["n_control"], e["estimate"]) for e in result["evidence"]}
    tables = [(result["segments_by"], result["segments"])]
    tables += [(g["by"], g["segments"]) for g in result["groupings"]]
    for by, segments in tables:
        found.update({(by, s["segment"]): (s["responses"], s["effect"])
                      for s in segments if s["effect"] is not None})
    return found


def differences(before, after):
    """What two results side by side tell of fewer people than LEAST: the name,
    their number (0: equal numbers), and the mean of those who came or went."""
    told = []
    old, new = figures(before), figures(after)
    for name in old.keys() & new.keys():
        (n, x), (m, y) = old[name], new[name]
        if abs(n - m) < LEAST and (n != m or abs(x - y) > 1e-9):
            told.append((name, abs(n - m), (n * x - m * y) / (n - m) if n != m else None))
    return told


def two_runs(name, people, before, after, **previous):
    """The second run's exit code, message and result; the attacker has both."""
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as two:
        write_pilot(one, people, before)
        _, first, out = evaluate(one)
        write_pilot(two, people, after, previous={"result": out["r.json"], **previous})
        run, out = try_to_evaluate(two)
        written = [k for k in out if os.path.exists(out[k])]
        ok(run.returncode == (0 if written else 1) and len(written) in (0, len(out)),
           f"{name}: all outputs or none", run.returncode, written, run.stderr)
        second = json.load(open(out["r.json"], encoding="utf-8")) if written else None
        if previous.get("shared", True):
            ok(second is None or not differences(first, second),
               f"{name}: the two results tell nothing of few", second and differences(first, second))
        return first, second, run.stderr


def without(answers, *gone):
    return {p: a for p, a in answers.items() if p not in gone}


# A department of three beside a region that differs by them (by subtraction).
people = {f"a{i}": ("Alpha", "North", "x") for i in range(20)}
people |= {f"b{i}": ("Beta", "South", "x") for i in range(20)}
tiny = people | {f"t{i}": ("Tiny", "South", "x") for i in range(3)}
answers = {p: 20 + i % 9 + round(0.13 * (i % 7), 2) for i, p in enumerate(tiny)}
attack("a department of three", tiny, answers)
# Twenty seats of whom two answered, and nine of whom one did.
few = {p: a for p, a in answers.items() if p[0] == "a" or p in ("b3", "b4")}
r, _ = attack("two answers of twenty seats", people, few)
ok(all(s["effect"] is None for s in r["segments"] if s["responses"] < LEAST), "two answers: withheld")
nine = people | {f"c{i}": ("Gamma", "North", "x") for i in range(9)}
attack("one answer of nine seats", nine, {**{p: a for p, a in answers.items() if p[0] in "ab"}, "c1": 11.87})
for i in range(12):
    attack(f"random pilot {i}", *random_pilot())

# Two successive results: one, four, five people fewer, an answer that changed.
people = {f"a{i}": ("Alpha", "North", "x") for i in range(24)}
people |= {f"b{i}": ("Beta", "South", "x") for i in range(17)}
answers = {p: 20 + i % 9 + round(0.13 * (i % 7), 2) for i, p in enumerate(people)}
_, second, said = two_runs("nobody left", people, answers, answers)
ok(second is not None and "withheld" not in said, "nobody left: everything is shown")
for n in range(1, 5):
    left = without(answers, *[f"a{i}" for i in range(n)])
    _, second, said = two_runs(f"{n} left", people, answers, left)
    ok(second is None and "previous.result: time_saved rests on the answers of "
       f"{41 - n} people" in said and "previous.shared" in said, f"{n} left: refused, with the remedy", said)
    _, second, said = two_runs(f"{n} came", people, left, answers)
    ok(second is None, f"{n} came: refused", said)
first, second, said = two_runs("one left, result kept apart", people, answers, without(answers, "a3"), shared=False)
told = {name: mean for name, n, mean in differences(first, second)}
ok(abs(told[("all", "time_saved")] - answers["a3"]) < 1e-6,
   "without the comparison the attack has the answer", told)
_, second, said = two_runs("one changed the answer", people, answers, answers | {"b3": 55.5})
ok(second is None, "one changed the answer: refused", said)
_, second, said = two_runs("one left, one came", people, without(answers, "a3"), without(answers, "a4"))
ok(second is None, "one left, one came: refused", said)
_, second, said = two_runs("five left", people, answers, without(answers, *[f"a{i}" for i in range(5)]))
ok(second is not None and figures(second).get(("department", "Alpha")), "five of one group left: everything is shown", said)
first, second, said = two_runs("five left, one of them of the other group", people, answers,
                               without(answers, "a1", "a2", "a3", "a4", "b1"))
ok(second is not None and not any(name[0] in BY for name in figures(second)) and
   any(name[0] in BY for name in figures(first)), "one of a group left: its divisions are withheld",
   second and list(figures(second)))
ok(any("Figures by segment are withheld" in w for w in second["data_quality"]["warnings"]), "and it is said")
for i in range(6):
    crowd, replies = random_pilot()
    gone = RANDOM.sample(sorted(replies), RANDOM.randint(1, 12))
    two_runs(f"random pair {i}", crowd, replies, without(replies, *gone))

# The rows' order tells nothing of the roster's, and is the same again.
people = {f"p{i:03d}": ("D", "R", "J") for i in range(60)}
answers = {p: i + 0.5 for i, p in enumerate(people)}
_, first = attack("rows", people, answers)
_, again = attack("rows again", people, answers)
values = [float(row["value"]) for row in csv.DictReader(first.splitlines())]
runs = sum(a < b for a, b in zip(values, values[1:]))
ok(first == again and sorted(values) == sorted(answers.values()), "rows: all, and the same again")
ok(20 <= runs <= 40, "rows: neither the roster's order nor its reverse", runs)
answers["p059"] += 0.25
_, other = attack("rows, one value changed", people, answers)
moved = [float(row["value"]) for row in csv.DictReader(other.splitlines())]
ok(sum(a == b for a, b in zip(values, moved)) < 10, "rows: another order with another value")
done()
