"""What is right for the pilots of tests/data/cases/evidence, and for their kin.

`verdict_cases.py PROGRAM` prints TAP. Expected values are those of each
case.md and of the methods page, by verdict.py where a figure is needed.
"""

import csv
import os
import shutil
import sys
import tempfile

import verdict
from verdict_compare import done, evaluate, leading, link, ok, silent_rows

HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "data",
                    "cases", "evidence")
BUYS = ("renew", "renegotiate", "switch")
PROGRAM = sys.argv[1]


def folder_of(number):
    name = next(d for d in sorted(os.listdir(HERE)) if d.startswith(number))
    return os.path.join(HERE, name)


def run(folder):
    with tempfile.TemporaryDirectory() as work:
        copy = shutil.copytree(folder, os.path.join(work, "pilot"))
        return evaluate(PROGRAM, copy)


def with_answers(number, answers):
    """The case with other answers: `answers` by person, in the roster's order."""
    with tempfile.TemporaryDirectory() as work:
        copy = shutil.copytree(folder_of(number), os.path.join(work, "pilot"))
        with open(os.path.join(copy, "seats.csv"), newline="") as f:
            persons = [r["person"] for r in csv.DictReader(f)]
        with open(os.path.join(copy, "s.csv"), "w", newline="") as f:
            csv.writer(f).writerows([["id", "date", "ts"]] + [
                [p, "2025-03-20", a] for p, a in zip(persons, answers) if a])
        return evaluate(PROGRAM, copy)


def told(result):
    v = result["verdict"]
    return f"{v['option']} (grade {v['evidence_grade']}): {v['headline']}"


def not_bought(result, name):
    ok(result["verdict"]["option"] not in BUYS, f"{name}: not bought", told(result))
    ok("on cost alone" not in result["verdict"]["headline"],
       f"{name}: a benefit was asked about", told(result))


def chance_of_renewing(result):
    return next(o for o in result["options"]
                if o["option"] == "renew")["probability_positive"]


def no_benefit_answered():
    r = run(folder_of("01"))
    not_bought(r, "59 none, one 1-5 minutes")
    ok(r["verdict"]["option"] in ("cancel", "undetermined"),
       "59 none, one 1-5 minutes: cancel or undetermined", told(r))
    r = with_answers("01", ["None"] * 60)
    ok(r["verdict"]["option"] == "cancel",
       "60 none: even the most does not pay, cancel", told(r))
    r = with_answers("01", ["1-5 minutes"] * 60)
    not_bought(r, "60 say 1-5 minutes")
    ok(r["verdict"]["option"] == "cancel",
       "60 say 1-5 minutes: even the most does not pay, cancel", told(r))
    r = with_answers("01", ["30"])
    not_bought(r, "one of 60 says 30")
    ok(r["verdict"]["evidence_grade"] == "D", "one of 60 says 30: grade D", told(r))


def few_answers():
    for number, name in (("02", "two of 500 say 30"), ("03", "20 and 40 of 60")):
        folder = folder_of(number)
        r, want = run(folder), verdict.verdict(folder)
        not_bought(r, name)
        ok(r["verdict"]["evidence_grade"] == "D", f"{name}: grade D", told(r))
        gross = link(leading(r)["chain"], "gross") if leading(r) else None
        ends = want["effect"]["gross"].quantile([.025, .975])
        ok(gross and all(abs(a - b) < .02 * b for a, b in zip(gross["ci95"], ends)),
           f"{name}: the interval is the posterior's", gross, ends)
        ok(abs(chance_of_renewing(r) - want["chance"]) < .02,
           f"{name}: the chance is the reference's", chance_of_renewing(r),
           want["chance"])


def open_ranges_end_at_the_cap():
    """Manski's ends of answers in ranges: the silent all at the least that can
    be answered, or at the most; no answer counts above 120 minutes a day."""
    ends = {"None": (0, 0), "1-5 minutes": (1, 5), "16-30 minutes": (16, 30),
            "More than 60 minutes": (60, 120)}
    for silent in (0, 20):
        said = [list(ends)[i % 7 % 4] for i in range(60 - silent)]
        r = with_answers("03", said)
        got = r["evidence"][0]["bounds"]
        want = [5 * sum(ends[a][0] for a in said) / 60,
                5 * (sum(ends[a][1] for a in said) + 120 * silent) / 60]
        ok(got and got["manski"] and
           all(abs(a - b) < 1e-9 * b for a, b in zip(got["manski"], want)),
           f"{silent} of 60 silent: bounds of open ranges", got, want)


def segments_keep_their_own():
    folder = folder_of("04")
    r, want = run(folder), verdict.verdict(folder)
    beta = next(s for s in r["segments"] if s["segment"] == "Beta")
    ok(beta["probability_positive"] < .01,
       "10 % of Beta answered, 1 minute a day: no draw pays", beta)
    ok(beta["recommended_seats"] == 0, "no seat of Beta is recommended", beta)
    ok(r["verdict"]["option"] == "rightsize", "seats are kept in Alpha alone", told(r))
    renew = next(o for o in r["options"] if o["option"] == "renew")
    ok(abs(renew["npv"]["mean"] / 400 - want["net"]) < 5,
       "all seats are the segments by their seats", renew["npv"], want["net"])


def staggered_single_teams():
    r = run(folder_of("05"))
    rows = [e for e in r["evidence"] if "different dates" in e["design"]]
    ok(all(e["se"] is None and not e["chain"] for e in rows),
       "one team a wave: not estimable", rows)


def missing_is_priced():
    folder = folder_of("08")
    r, want = run(folder), verdict.verdict(folder)
    rows = silent_rows(leading(r)["chain"])
    ok(len(rows) == 2 and all(c["ci95"][0] < c["ci95"][1] for c in rows),
       "27 % missing in both arms: neither link is a constant", rows)
    ok(r["verdict"]["evidence_grade"] in want["letters"],
       "27 % missing: not grade A", told(r))
    ok(r["data_quality"]["warnings"], "27 % missing: warned of")
    flips = [f["input"] for f in r["verdict"]["flips"]]
    ok(any("r_miss" in f for f in flips),
       "27 % missing: the r_miss that turns the verdict is a flip", flips)
    # What 4.4 prices is r sd sqrt((1 - f) / f); this pilot shows 48 minutes
    # where there is no effect, 4.2 standard errors. Only an r_miss of .68 takes
    # that to break-even, and N(.1, .1) gives more than .4 once in 700 draws: no
    # prior that spares benign pilots catches it. Of its kind (METHODS 4.10)
    # fewer than .30 are bought: tests/REGRET.md.
    zero = next(f["npv_zero_at"] for f in r["verdict"]["flips"]
                if f["input"] == "r_miss")
    scale = -link(leading(r)["chain"], "non-response")["value"] / .1
    gross = link(leading(r)["chain"], "gross")["value"]
    pays = r["economics"]["break_even"]["minutes_per_seat_week"]
    ok(abs(zero - (gross - pays) / scale) < .01 and zero > .1 + 3 * .1,
       "27 % missing: the r_miss at which it stops paying, by hand", zero)


if __name__ == "__main__":
    for case in (no_benefit_answered, few_answers, open_ranges_end_at_the_cap,
                 segments_keep_their_own,
                 staggered_single_teams, missing_is_priced):
        case()
    done()
