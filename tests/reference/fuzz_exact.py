"""Who is right where the program and R differ: rational arithmetic.

The cells of the CSV are exact decimals or doubles; sums, means, variances and
normal equations over them are fractions, so that no digit is lost.
"""

import csv
import re
from fractions import Fraction

from scipy import stats


def table(job):
    with open(job.path, newline="") as f:
        rows = [r for r in csv.DictReader(f)
                if all(v not in ("", "NA") for v in r.values())]
    return {k: [Fraction(float(r[k])) for r in rows] for k in rows[0]}


def mean(x):
    return sum(x) / len(x)


def variance(x):
    m = mean(x)
    return sum((v - m)**2 for v in x) / (len(x) - 1)


def root(x):
    """Square root of a fraction to double precision, without overflow."""
    return float(x)**.5 if x else 0.0


def solve(a, b):
    """Gauss's elimination over fractions."""
    n = len(a)
    rows = [list(r) + [v] for r, v in zip(a, b)]
    for i in range(n):
        k = next((k for k in range(i, n) if rows[k][i] != 0), None)
        if k is None:
            return None
        rows[i], rows[k] = rows[k], rows[i]
        rows[i] = [v / rows[i][i] for v in rows[i]]
        for j in range(n):
            if j != i and rows[j][i] != 0:
                rows[j] = [u - rows[j][i] * v for u, v in zip(rows[j], rows[i])]
    return [r[n] for r in rows]


def dot(*columns):
    total = Fraction(0)
    for values in zip(*columns):
        product = values[0]
        for v in values[1:]:
            product *= v
        total += product
    return total


def least_squares(y, columns, weights):
    """Coefficients, the inverse of X'WX and X with its intercept."""
    x = [[Fraction(1)] * len(y), *columns]
    a = [[dot(weights, p, q) for q in x] for p in x]
    b = [dot(weights, p, y) for p in x]
    unit = [[Fraction(int(i == j)) for j in range(len(x))] for i in range(len(x))]
    inverse = [solve(a, u) for u in unit]
    return solve(a, b), inverse, x


def sandwich(job, d, k):
    """Standard error and df of coefficient k: classical, HC0 to HC3 and CR1."""
    y, n = d["y"], len(d["y"])
    w = d.get("w", [Fraction(1)] * n)
    b, inverse, x = least_squares(y, [d["x1"], d["x2"]], w)
    p, vcov = len(x), job.r["vcov"]
    fitted = [dot(b, row) for row in zip(*x)]
    e = [u - v for u, v in zip(y, fitted)]
    if vcov == "classical":
        return root(inverse[k][k] * dot(w, e, e) / (n - p)), n - p
    if vcov == "cr1":
        sums = {}
        for g, row, weight, r in zip(d["cl"], zip(*x), w, e):
            sums[g] = sums.get(g, 0) + dot(inverse[k], row) * weight * r
        g, v = len(sums), sum(s**2 for s in sums.values())
        return root(v * Fraction(g, g - 1) * Fraction(n - 1, n - p)), g - 1
    v = Fraction(0)
    for row, weight, residual in zip(zip(*x), w, e):
        pull = dot(inverse[k], row) * weight * residual
        h = weight * dot(row, [dot(i, row) for i in inverse])
        v += pull**2 / {"hc0": 1, "hc1": 1, "hc2": 1 - h, "hc3": (1 - h)**2}[vcov]
    return root(v * Fraction(n, n - p) if vcov == "hc1" else v), n - p


def two_means(d):
    arms = [[y for y, g in zip(d["y"], d["g"]) if g == k] for k in (1, 0)]
    v = [variance(a) / len(a) for a in arms]
    return {"estimate": mean(arms[0]) - mean(arms[1]), "variance": sum(v)}


def exact(job, key):
    """The exact figure under a key, or None where this page has no formula."""
    if job.method not in ("t-test", "paired-t", "describe", "ols"):
        return None
    d = table(job)
    if job.method == "t-test" and not job.r["pooled"]:
        f = two_means(d)
        return {"estimate": float(f["estimate"]), "se": root(f["variance"]),
                "statistic": float(f["estimate"]) / (root(f["variance"]) or 1)
                }.get(key)
    if job.method == "paired-t":
        z = [b - a for a, b in zip(d["a"], d["b"])]
        se = root(variance(z) / len(z))
        return {"estimate": float(mean(z)), "se": se}.get(key)
    if job.method == "describe":
        return {"mean": float(mean(d["y"])), "sd": root(variance(d["y"]))}.get(key)
    m = re.match(r"(b|bse|bt|bp|blow|bhigh)\[(\d)\]$", key)
    if job.method == "ols" and m and job.r["vcov"] != "cr2":
        return coefficient(job, d, m.group(1), int(m.group(2)))
    return None


def coefficient(job, d, figure, k):
    b = least_squares(d["y"], [d["x1"], d["x2"]],
                      d.get("w", [Fraction(1)] * len(d["y"])))[0]
    if figure == "b":
        return float(b[k])
    se, df = sandwich(job, d, k)
    t, half = float(b[k]) / se, se * stats.t.ppf((1 + job.r["conf"]) / 2, df)
    return {"bse": se, "bt": t, "bp": 2 * stats.t.sf(abs(t), df),
            "blow": float(b[k]) - half, "bhigh": float(b[k]) + half}[figure]
