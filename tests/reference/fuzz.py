"""`seatworth stat` against R on random data sets.

`fuzz.py PROGRAM COUNT SEED KEEP` makes COUNT data sets a method, asks R and
PROGRAM, and prints TAP. Data sets that differ stay in folder KEEP. The largest
errors go to build/random/accuracy.tsv, from which `make accuracy` prints them.

An error is |ours - R| / |R|; an estimate or a bound that may be near zero is
measured in its standard error, a p-value in what the tolerance leaves it through
its statistic. Where both differ on a mean or a least-squares fit, rational
arithmetic arbitrates (fuzz_exact.py): R loses digits of far-off and near-collinear
columns.
"""

import json
import math
import os
import re
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

import fuzz_data
import fuzz_exact

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..",
                                "support"))
from tap import done, ok  # noqa: E402

TOLERANCE = {"describe": 1e-11, "t-test": 1e-9, "paired-t": 1e-9,
             "mann-whitney": 1e-9, "wilcoxon": 1e-9, "anova": 1e-8, "kruskal": 1e-10,
             "ols": 1e-7, "ancova": 1e-7, "lin": 1e-7, "proportions": 1e-9,
             "mcnemar": 1e-10, "trend": 1e-9, "logit": 1e-6, "interval": 1e-5,
             "adjust": 1e-12, "pool": 1e-6, "lift": 1e-9, "brunner-munzel": 1e-9,
             "equivalence": 1e-9, "noninferiority": 1e-9, "did": 1e-7, "mixed": 1e-3,
             "ordinal": 1e-6, "survival": 1e-9, "srm": 1e-9, "alpha": 1e-9,
             "icc": 1e-8}
DOUBT = .01  # of the tolerance: from there on R's own digits are checked
SE = {"estimate": "se", "ci[0]": "se", "ci[1]": "se"}
INDEXED = re.compile(r"(b|bse|bdf|bt|bp|blow|bhigh)(?:\[(\d+)\])?$")
NAMES = {"b": "estimate", "bse": "se", "bdf": "df", "bt": "statistic", "bp": "p"}


def answers(folder):
    run = subprocess.run(["Rscript", os.path.join(os.path.dirname(__file__), "fuzz.R"),
                          folder], capture_output=True, text=True, check=True)
    found = {}
    for line in run.stdout.splitlines():
        name, key, value = line.split("\t")
        figures = found.setdefault(name, {})
        if value != "NA":
            figures[key] = float(value)
    return found


def asked(program, job):
    run = subprocess.run([program, "stat", job.method, job.path,
                          *map(str, job.asked), "--json"],
                         capture_output=True, text=True)
    try:
        return json.loads(run.stdout)
    except json.JSONDecodeError:
        return {"failed": f"exit {run.returncode}: {run.stderr.strip()[:200]}"}


def ours(result, key):
    """The program's figure under R's key."""
    if key == "square":
        z = result.get("statistic")
        return None if z is None else z * z
    curve = re.match(r"(events|low|high)(?:\[(\d+)\])?$", key)
    if curve:
        rows = [r for r in result["curve"] if r["n_event"]]
        row = rows[int(curve.group(2) or 0)]
        return row["survival"] if curve.group(1) == "events" else \
            row["ci"][curve.group(1) == "high"]
    m = INDEXED.match(key)
    if m:
        row = result["coefficients"][int(m.group(2) or 0)]
        if m.group(1) in ("blow", "bhigh"):
            return row["ci"][m.group(1) == "bhigh"]
        return row[NAMES[m.group(1)]]
    if key.endswith("]"):
        name, _, place = key[:-1].partition("[")
        value = result.get(name)
        return None if value is None else value[int(place)]
    return result.get(key)


def error_of(key, got, want, r):
    """How far apart, in the unit that suits the key."""
    if math.isinf(want) and got is not None and math.isinf(got):
        return 0.0
    m = INDEXED.match(key)
    scale = abs(want)
    if m and m.group(1) in ("b", "blow", "bhigh"):
        se = r.get(key.replace(m.group(1), "bse", 1))
        scale = max(scale, se or 0)
    elif key in SE and r.get(SE[key]):
        scale = max(scale, r[SE[key]])
    elif key in ("skewness", "lag1_autocorrelation", "statistic", "square", "mean",
                 "median", "q1", "q3", "mu", "tau2", "log_likelihood", "estimate") or \
            (m and m.group(1) == "bt"):
        unit = {"mean": r.get("sd"), "median": r.get("sd"), "q1": r.get("sd"),
                "q3": r.get("sd"), "mu": abs(r.get("mu", 0)),
                "tau2": r.get("mu", 0)**2}.get(key, 1.0)
        scale = max(scale, unit or 0)
    d = abs(got - want)
    if (key.endswith("p") or (m and m.group(1) == "bp")) and want < 1:
        t = abs(r.get("statistic" if not m else key.replace("bp", "bt"), 0) or 0)
        scale *= max(1.0, t * t)
        if d < 1e-15:
            return 0.0
    return d / scale if scale else (0.0 if d == 0 else math.inf)


def arbitrated(job, key, got, e, r):
    """The error against rational arithmetic, where there is a formula."""
    value = fuzz_exact.exact(job, key)
    return e if value is None else min(e, error_of(key, got, value, r))


def compare(job, result, r, spoiled=1.0):
    """Largest error and the keys above tolerance; a spoiled figure must fail."""
    worst, bad = 0.0, []
    if "failed" in result:
        return 0.0, [] if "refused" in r else [("run", result["failed"], "exit 0")]
    if "refused" in r:
        return None, []
    for key, want in r.items():
        got = ours(result, key)
        if math.isnan(want):
            if got is not None:
                bad.append((key, got, None))
            continue
        if got is None:
            bad.append((key, None, want))
            continue
        got *= spoiled
        e = error_of(key, got, want, r)
        if e > DOUBT * TOLERANCE[job.method]:
            e = arbitrated(job, key, got, e, r)
        worst = max(worst, e)
        if e > TOLERANCE[job.method]:
            bad.append((key, got, want))
    return worst, bad


def has_teeth(jobs, results, r):
    answered = [j for j in jobs if "refused" not in r.get(j.id, {"refused": 1})
                and any(v and math.isfinite(v) for v in r[j.id].values())]
    return answered and all(compare(j, results[j.id], r[j.id], 1.01)[1]
                            for j in answered[:5])


def judge(method, jobs, results, r, keep):
    worst, bad, counted = 0.0, [], 0
    for job in jobs:
        error, found = compare(job, results[job.id], r.get(job.id, {"refused": 1}))
        counted += error is not None
        worst = max(worst, error or 0.0)
        if found:
            os.makedirs(keep, exist_ok=True)
            shutil.copy(job.path, keep)
            bad.append(f"{job.id} {' '.join(map(str, job.asked))}: " + "; ".join(
                f"{k}: got {g}, R {w}" for k, g, w in found[:3]))
    ok(has_teeth(jobs, results, r), f"{method}: a figure that is 1 % off fails")
    ok(not bad and counted > len(jobs) / 2,
       f"{method}: {counted} random data sets, largest error {worst:.1e}", *bad)
    return f"{method}, random\t{counted}\t{worst:.1e}\t{TOLERANCE[method]:.0e}\n"


def main(program, count, seed, keep):
    shutil.rmtree(keep, ignore_errors=True)
    with tempfile.TemporaryDirectory() as folder:
        jobs = fuzz_data.jobs(folder, count, seed)
        r = answers(folder)
        with ThreadPoolExecutor(2) as pool:
            results = dict(zip([j.id for j in jobs],
                               pool.map(lambda j: asked(program, j), jobs)))
        methods = list(dict.fromkeys(j.method for j in jobs))
        rows = [judge(m, [j for j in jobs if j.method == m], results, r, keep)
                for m in methods]
    os.makedirs("build/random", exist_ok=True)
    with open("build/random/accuracy.tsv", "w") as f:
        f.writelines(rows)
    done()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4])
