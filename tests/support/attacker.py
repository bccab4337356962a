"""An attacker with the roster, who has everything that is published of a pilot:
the result, the workbook with hidden sheets and caches of charts, the brief."""
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

from tap import ok


PROGRAM = os.path.abspath(os.environ.get("SEATWORTH", "build/seatworth"))
LEAST = 5
WEEK = 5  # an answer of minutes a day is five a week
RANDOM = random.Random(17)
BY = ["department", "region", "role"]
TEAM = 3  # a fourth column, where the pilot has teams


def write_pilot(folder, people, answers, used=None, other=None, **more):
    """People are their department, region, role and perhaps team; `used` are
    those whom a usage file knows; `other` those of a second roster."""
    teams = any(len(groups) > TEAM for groups in people.values())
    with open(os.path.join(folder, "seats.csv"), "w", encoding="utf-8") as f:
        rows = csv.writer(f)
        rows.writerow(["person", "arm", *BY, *(["team"] if teams else []), "hourly_cost"])
        rows.writerows([p, "pilot", *groups, 60] for p, groups in people.items())
    if other is not None:
        with open(os.path.join(folder, "other.csv"), "w", encoding="utf-8") as f:
            csv.writer(f).writerows([["person", "arm", *BY], *([p, "pilot", *people[p]] for p in other)])
    if used is not None:
        more["usage"] = {"file": "usage.csv"}
        with open(os.path.join(folder, "usage.csv"), "w", encoding="utf-8") as f:
            f.write("person,period,active_days,actions\n")
            f.writelines(f"{p},2024-W{w:02d},3,9\n" for p in used for w in (22, 23, 24, 25))
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
    """Every number of every part, and of the other outputs but the rows. Of the
    page those with three decimals or more: it shows what the others have, in
    two, and many figures are the same in two."""
    texts = [open(out[k], encoding="utf-8").read() for k in ("r.json", "r.md")]
    page = open(out["r.html"], encoding="utf-8").read()
    texts.append(" ".join(re.findall(r"-?\d+\.\d{3,}", page)))
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


def natural_groups(people, answers, used):
    """Who answered, by every combination of what the roster says; each person;
    and who is unlike the others by use."""
    groups = {}
    width = max(len(groups) for groups in people.values())
    for n in (1, 2, 3):
        for pick in itertools.combinations(range(width), n):
            for p in answers:
                groups.setdefault((pick, tuple(people[p][k] for k in pick)), []).append(p)
    lists = [*groups.values(), *([p] for p in answers)]
    lists.append([p for p in answers if used is not None and p not in used])
    lists.append([p for p in answers if answers[p] > 480])  # no day is so long
    return [g for g in lists if 0 < len(g) < LEAST]


def small_means(people, answers, used=None):
    """The mean of each small group, and that of all the others."""
    found = set()
    for group in natural_groups(people, answers, used):
        others = [answers[p] for p in answers if p not in set(group)]
        found.add(round(WEEK * sum(answers[p] for p in group) / len(group), 6))
        found.add(round(WEEK * sum(others) / len(others), 6))
    return found


def attack(name, people, answers, used=None, **more):
    with tempfile.TemporaryDirectory() as folder:
        write_pilot(folder, people, answers, used, **more)
        run, result, out = evaluate(folder)
        ok(run.returncode == 0, f"{name}: evaluates", run.stderr)
        ok(not leaks(result, people, answers), f"{name}: no small group can be solved for",
           leaks(result, people, answers)[:3])
        means = {m for m in small_means(people, answers, used) if abs(10 * m - round(10 * m)) > 1e-6}  # rounder ones stand for much
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
