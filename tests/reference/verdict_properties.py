"""What must not change a verdict, and what must never be one.

`verdict_properties.py PROGRAM RUNS FIRST_SEED KEEP` prints TAP: RUNS pilots a
property, each judged on the program alone. A pilot that breaks one stays in
folder KEEP.
"""

import copy
import os
import shutil
import sys
import tempfile

import numpy as np

import verdict_pilots as pilots
from verdict_compare import evaluate, leading, silent_rows, ok, done

PROGRAM, RUNS, FIRST, KEEP = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
BUYS = ("renew", "renegotiate", "switch")
CAP = .85          # of a chance that rests on self-report alone
DRAWS = .02        # what other draws may move a chance


def evaluated(name, pilot, tables):
    with tempfile.TemporaryDirectory() as work:
        folder = os.path.join(work, "pilot")
        pilots.write(folder, pilot, tables)
        try:
            return evaluate(PROGRAM, folder)
        except RuntimeError as error:
            keep(name, pilot, tables)
            return str(error)


def keep(name, pilot, tables):
    pilots.write(os.path.join(KEEP, name), pilot, tables)


def renew(result):
    return next(o for o in result["options"] if o["option"] == "renew")


def figures(result):
    """What the verdict rests on, without names."""
    lead = leading(result)
    flat = {"option": result["verdict"]["option"],
            "grade": result["verdict"]["evidence_grade"],
            "stability": result["verdict"]["stability"],
            "chance": renew(result)["probability_positive"],
            "net": renew(result)["npv"]["mean"],
            "segments": sorted(s["probability_positive"] or 0
                               for s in result["segments"])}
    for step in lead["chain"] if lead else []:
        flat[step["step"]] = [step["value"], *step["ci95"]]
    return flat


def numbers(x):
    return [x] if isinstance(x, (int, float)) else x


def differences(a, b, near=1e-9, draws=0.0):
    """Keys whose figures differ; those of draws may by `draws`."""
    found = []
    for key in a:
        x, y = a[key], b.get(key)
        if isinstance(x, str) or x is None or y is None:
            if x != y:
                found.append((key, x, y))
            continue
        rough = draws if key in ("chance", "segments", "stability", "net") else 0
        scale = max([abs(v) for v in numbers(x)] + [1.0])
        limit = rough * scale + near * scale
        if len(numbers(x)) != len(numbers(y)) or \
                any(abs(u - v) > limit for u, v in zip(numbers(x), numbers(y))):
            found.append((key, x, y))
    return found


def unchanged(title, kinds, change, near=1e-9, draws=0.0, scale=1.0, first=None):
    bad = []
    for seed in range(FIRST, FIRST + RUNS):
        kind = kinds[seed % len(kinds)]
        pilot, tables = pilots.random_pilot(kind, seed)
        if first:
            pilot, tables = first(None, pilot, tables)
        other = change(np.random.default_rng(seed), *copy.deepcopy((pilot, tables)))
        name = f"{title.split()[0]}-{kind}-{seed}"
        a, b = evaluated(name, pilot, tables), evaluated(name, *other)
        if isinstance(a, str) or isinstance(b, str):
            bad.append(f"{kind} {seed}: {a if isinstance(a, str) else b}")
            continue
        a, b = figures(a), figures(b)
        b["net"] /= scale
        found = differences(a, b, near, draws)
        if found:
            keep(name, *other)
            bad += [f"{kind} {seed}: {k}: {x} became {y}" for k, x, y in found]
    ok(not bad, f"{RUNS} pilots: {title}", *bad)


# ----------------------------------------------------- What must change nothing

def permuted(rng, pilot, tables):
    for header, rows in tables.values():
        rng.shuffle(rows)
    return pilot, tables


def rename_segments(rng, pilot, tables):
    header, rows = tables["seats.csv"]
    i = header.index("department")
    names = sorted({r[i] for r in rows})
    new = dict(zip(names, (f"Zone {chr(90 - k)}" for k in range(len(names)))))
    for r in rows:
        r[i] = new[r[i]]
    return pilot, tables


def thirds(rng, pilot, tables):
    """Answers that are whole hundredths of an hour."""
    for r in tables["s.csv"][1]:
        r[2] = str(3 * round(float(r[2]) / 3))
    return pilot, tables


def in_hours(rng, pilot, tables):
    for r in tables["s.csv"][1]:
        r[2] = f"{float(r[2]) / 60:.2f}"
    pilot["survey"]["items"][0]["unit"] = "hours"
    return pilot, tables


def other_currency(rng, pilot, tables):
    pilot["currency"] = "JPY"
    pilot["contract"]["price"] *= 7
    pilot["assumptions"]["hourly_cost"] *= 7
    return pilot, tables


# ------------------------------------------------------- What must never be

def always(title, kinds, rule, change=None):
    bad = []
    for seed in range(FIRST, FIRST + RUNS):
        kind = kinds[seed % len(kinds)]
        made = pilots.random_pilot(kind, seed)
        if change:
            made = change(np.random.default_rng(seed), *made)
        name = f"{title.split()[0]}-{kind}-{seed}"
        result = evaluated(name, *made)
        said = result if isinstance(result, str) else rule(result)
        if said:
            keep(name, *made)
            bad.append(f"{kind} {seed}: {said}")
    ok(not bad, f"{RUNS} pilots: {title}", *bad)


def never_bought_at_d(result):
    v = result["verdict"]
    if v["evidence_grade"] != "D":
        return None
    if v["option"] in BUYS:
        return f"{v['option']} at grade D"
    return None


def cap_holds(result):
    chance = renew(result)["probability_positive"]
    if chance is not None and chance > CAP + .005:
        return f"chance {chance}"
    return None


def not_renewed(result):
    v = result["verdict"]
    return v["headline"] if v["option"] in BUYS else None


def all_none(rng, pilot, tables):
    for r in tables["s.csv"][1]:
        r[2] = "None" if rng.random() < .5 else "0"
    return pilot, tables


def all_none_one_word(rng, pilot, tables):
    for r in tables["s.csv"][1]:
        r[2] = "None"
    return pilot, tables


def everybody_answers(rng, pilot, tables):
    if "s.csv" in tables:
        people = [r[0] for r in tables["seats.csv"][1]]
        rows = [r[2] for r in tables["s.csv"][1]]
        tables["s.csv"] = (tables["s.csv"][0],
                           [[p, "2025-03-20", rows[i % len(rows)]]
                            for i, p in enumerate(people)])
        return pilot, tables
    known = {r[1] for r in tables["o.csv"][1]}
    header, rows = tables["seats.csv"]
    rows = [r for r in rows if r[0] in known]
    pilot["contract"]["seats_purchased"] = sum(r[1] == "pilot" for r in rows)
    tables["seats.csv"] = (header, rows)
    return pilot, tables


def silent_is_one(result):
    lead = leading(result)
    if not lead:
        return "no lead"
    for got in silent_rows(lead["chain"]):
        figures = [got["value"], *got["ci95"]]
        if figures not in ([0, 0, 0], [1, 1, 1]):
            return got
    return None


# ----------------------------------------- Segments by seats, one more answer

def with_silent_segment(tables, seats):
    tables = copy.deepcopy(tables)
    header, rows = tables["seats.csv"]
    i = header.index("department")
    for k in range(seats):
        rows.append(["S%04d" % k, *rows[0][1:]])
        rows[-1][i] = "Dept Z"
    return tables


def more_seats():
    """A segment of which nobody answers, then three times its seats: the share
    of answers is the same, so no chance moves."""
    bad = []
    for seed in range(FIRST, FIRST + RUNS):
        pilot, tables = pilots.random_pilot("segments", seed)
        chances = []
        for seats in (30, 90):
            made = with_silent_segment(tables, seats)
            pilot["contract"]["seats_purchased"] = len(made["seats.csv"][1])
            result = evaluated(f"more-{seed}", pilot, made)
            if isinstance(result, str):
                bad.append(result)
                break
            chances.append({s["segment"]: s["probability_positive"]
                            for s in result["segments"]})
        else:
            bad += [f"{seed}: {name}: {p} became {chances[1].get(name)}"
                    for name, p in chances[0].items() if not same(p, chances[1].get(name))]
    ok(not bad, f"{RUNS} pilots: a segment's seats move no segment's chance", *bad)


def same(p, q):
    return p is q if p is None or q is None else abs(p - q) < DRAWS


def one_answer_more():
    """The verdict of one answer is close to that of none."""
    bad = []
    for seed in range(FIRST, FIRST + RUNS):
        pilot, tables = pilots.random_pilot("few", seed)
        header, rows = tables["s.csv"]
        none = copy.deepcopy(tables)
        none["s.csv"] = (header, [[rows[0][0], rows[0][1], ""]])
        one = copy.deepcopy(tables)
        one["s.csv"] = (header, [[rows[0][0], rows[0][1], "20"]])
        a, b = evaluated("none", pilot, none), evaluated("one", pilot, one)
        for name, r in (("no answer", a), ("one answer", b)):
            if isinstance(r, str):
                bad.append(f"{seed}: {name}: {r}")
            elif r["verdict"]["option"] in BUYS:
                bad.append(f"{seed}: {name}: {r['verdict']['headline']}")
    ok(not bad, f"{RUNS} pilots: neither no answer nor one buys a seat", *bad)


if __name__ == "__main__":
    shutil.rmtree(KEEP, ignore_errors=True)
    unchanged("permuted rows change nothing",
              ("many", "segments", "people", "teams", "few"), permuted)
    unchanged("renamed segments change nothing", ("segments",), rename_segments,
              1e-6, DRAWS)
    unchanged("hours for minutes change nothing", ("many", "few", "segments"),
              in_hours, 1e-6, 1e-6, first=thirds)
    unchanged("currency times seven scales money alone",
              ("many", "few", "people", "before-after"), other_currency,
              1e-9, 1e-9, 7.0)
    more_seats()
    always("silent links vanish at full response",
           ("few", "many", "many-binned", "people", "people-after", "teams"),
           silent_is_one, everybody_answers)
    always("grade D never buys", ("few", "few-binned", "many", "teams"),
           never_bought_at_d)
    always("cap of .85 on self-report", ("few", "few-binned", "many", "segments",
                                        "many-binned"), cap_holds)
    always("zeros and nones never buy", ("many", "many-binned", "segments"),
           not_renewed, all_none)
    always("nones never buy", ("many", "few", "segments"), not_renewed,
           all_none_one_word)
    one_answer_more()
    done()
