#!/usr/bin/python3
"""Nothing of fewer people than privacy.min_group can be had from what is
published: an attacker with the roster collects all sums that the result and
the workbook tell, with hidden sheets and the caches of charts, and solves them
for small groups; and looks for the mean of every small group, and that of all
others, as a number."""
import csv
import json
import os
import sys
import tempfile

sys.path.insert(0, "tests/support")
from attacker import (BY, LEAST, RANDOM, attack, differences, evaluate, figures, random_pilot,  # noqa: E402
                      try_to_evaluate, write_pilot)
from tap import done, ok  # noqa: E402

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

# What is printed beside the lead: without one team, without the answers that a
# check found, weighted to the roster.
def teams_of(people, size):
    """The first team has `size` people, the others eight."""
    return {p: (*groups, "T0" if i < size else f"T{1 + (i - size) // 8}") for i, (p, groups) in enumerate(people.items())}


one = {f"p{i:02d}": ("D", "R", "J") for i in range(44)}
said = {p: 20 + i % 9 + round(0.13 * (i % 7), 2) for i, p in enumerate(one)}
for size in (1, 3, 4):
    attack(f"a team of {size}", teams_of(one, size), {p: a + 60 * (int(p[1:]) < size) for p, a in said.items()})
attack("one answer longer than a day", one, said | {"p03": 511.37})
for n in (1, 4):
    attack(f"{n} who saved without use", one, said, used=[p for i, p in enumerate(one) if i >= n])
attack("a scenario that leaves one out", one, said, scenarios=[{"name": "Without one", "set": {"roster.file": "other.csv"}}],
       other=[p for p in one if p != "p05"])
for i in range(8):
    crowd, replies = random_pilot()
    attack(f"random teams {i}", teams_of(crowd, RANDOM.randint(1, 7)), replies,
           used=[p for p in crowd if RANDOM.random() < 0.93])

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
