#!/usr/bin/python3
"""Rules of `seatworth stat` that hold for any data: what the model fits
exactly has no standard error, ties alone are no evidence for either side, and
a test looks in the direction that was asked."""
import csv
import json
import math
import os
import random
import subprocess
import sys
import tempfile

os.chdir(os.path.join(os.path.dirname(os.path.abspath(__file__)), "../.."))
sys.path.insert(0, "tests/support")
from tap import done, ok  # noqa: E402

PROGRAM = os.environ.get("SEATWORTH", "build/seatworth")
WORK = tempfile.TemporaryDirectory()
SIDES = "two-sided", "less", "greater"


def stat(method, rows, *options):
    path = os.path.join(WORK.name, "data.csv")
    if rows is not None:
        with open(path, "w", newline="") as f:
            table = csv.DictWriter(f, rows[0])
            table.writeheader()
            table.writerows(rows)
    files = [path] if rows is not None else []
    run = subprocess.run([PROGRAM, "stat", method, *files, *options, "--json"],
                         capture_output=True, text=True, check=True)
    return json.loads(run.stdout)


def people(rng, treated, others, teams):
    """Rows of two arms; the treated are b."""
    arms = ["b"] * treated + ["a"] * others
    return [{"y": round(rng.gauss(10, 2), 3), "x": round(rng.gauss(0, 1), 3),
             "arm": arm, "team": i % teams} for i, arm in enumerate(arms)]


def unknown(result):
    keys = "se", "df", "statistic", "p"
    return (all(result[k] is None for k in keys)
            and result["ci"] in (None, [None, None]))


def saturated():
    """Two treated and a slope of their own: both are fitted exactly."""
    for seed in range(20):
        rng = random.Random(seed)
        rows = people(rng, 2, rng.randint(10, 40), 7)
        got = stat("lin", rows, "--y", "y", "--x", "x", "--group", "arm")
        b = {c["name"]: c for c in got["coefficients"]}
        if not (unknown(got) and unknown(b["arm[b]"])
                and unknown(b["arm[b]:x centred"])
                and got["estimate"] is not None
                and b["x centred"]["se"] > 0
                and any("leverage 1" in n and "arm[b]" in n
                        for n in got["notes"])):
            return got
    return None


def lone_levels():
    """A level that one person has: that person is fitted exactly."""
    for seed in range(12):
        rng = random.Random(100 + seed)
        rows = people(rng, 12, 12, 6)
        lone = rng.randrange(24)
        for i, row in enumerate(rows):
            row["role"] = "z" if i == lone else "uv"[i % 2]
        for method, options in (
                ("ols", ["--x", "x,role", "--vcov", "hc2"]),
                ("ols", ["--x", "x,role", "--vcov", "HC3"]),
                ("ols", ["--x", "x,role", "--cluster", "team"]),
                ("ancova", ["--x", "x,role", "--group", "arm"]),
                ("ancova", ["--x", "x,role", "--group", "arm",
                            "--cluster", "team"])):
            got = stat(method, rows, "--y", "y", *options)
            b = {c["name"]: c for c in got["coefficients"]}
            if not (unknown(b["role[z]"]) and b["x"]["se"] > 0
                    and b["role[v]"]["p"] is not None
                    and any("role[z]" in n for n in got["notes"])):
                return method, options, got
    return None


def ties():
    """Of ties alone p is 1, whatever the size and the side."""
    for n in (3, 9, 50, 51, 400):
        rows = [{"y": 3, "arm": "ab"[i % 2]} for i in range(2 * n)]
        for method in "mann-whitney", "brunner-munzel", "permutation":
            for side in SIDES:
                got = stat(method, rows, "--y", "y", "--group", "arm",
                           "--alternative", side)
                if not (got["p"] == 1 or abs(got["p"] - 1) < 1e-12):
                    return method, n, side, got
    return None


def reflections():
    """-y asks the other side: p of less and greater change places, and both
    tests together hold every outcome at least once."""
    methods = {"t-test": 2, "mann-whitney": 2, "brunner-munzel": 2,
               "permutation": 2, "paired-t": 1, "wilcoxon": 1}
    for seed in range(6):
        rng = random.Random(200 + seed)
        rows = [{"y": rng.randint(1, 5), "before": rng.randint(1, 5),
                 "after": rng.randint(1, 6), "arm": "ab"[i % 2]}
                for i in range(rng.choice((16, 24, 130)))]
        turned = [{k: v if k == "arm" else -v for k, v in r.items()}
                  for r in rows]
        for method, arms in methods.items():
            columns = (["--y", "y", "--group", "arm"] if arms == 2 else
                       ["--before", "before", "--after", "after"])
            p = {}
            for side in SIDES:
                p[side] = stat(method, rows, *columns, "--alternative",
                               side)["p"]
                p["turned", side] = stat(method, turned, *columns,
                                         "--alternative", side)["p"]
            near = [(p["less"], p["turned", "greater"]),
                    (p["greater"], p["turned", "less"]),
                    (p["two-sided"], p["turned", "two-sided"])]
            if not (all(math.isclose(a, b, rel_tol=1e-9) for a, b in near)
                    and p["less"] + p["greater"] > 1 - 1e-9):
                return method, p
    return None


def power_looks_one_way():
    """R 4.2.2: power.t.test(20, .5, alternative = "one.sided")$power, and
    pt(qt(.95, 38), 38, -.5 * sqrt(10), lower.tail = FALSE)."""
    with_it, against = 0.463374349296448, 0.000690946667559755
    for effect, side, want in ((.5, "greater", with_it), (-.5, "less", with_it),
                               (-.5, "greater", against),
                               (.5, "less", against)):
        got = stat("power", None, "--sd", "1", "--n", "20", "--effect",
                   str(effect), "--alternative", side)
        size = stat("power", None, "--sd", "1", "--effect", str(effect),
                    "--alternative", side)
        reached = want == with_it
        if not (math.isclose(got["power"], want, rel_tol=1e-9)
                and (size["n"] is not None) == reached
                and any("unreachable" in n for n in size["notes"])
                != reached):
            return effect, side, got, size
    return None


for name, check in (
        ("an arm that is fitted exactly has an estimate and nothing else",
         saturated),
        ("a level of one person has no standard error, the rest have",
         lone_levels),
        ("p of ties alone is 1 on every side", ties),
        ("less and greater are reflections of each other", reflections),
        ("one-sided power looks in the direction asked for",
         power_looks_one_way)):
    wrong = check()
    ok(wrong is None, name, json.dumps(wrong))
done()
