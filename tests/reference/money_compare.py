"""Two programs, one pilot: every figure of the money side by side.

`money_compare.py PROGRAM RUNS FIRST_SEED KEEP` makes pilots in a temporary
folder, evaluates each with PROGRAM and with money.py, and prints TAP: one
line per group of a hundred. Pilots that differ stay in folder KEEP.
`money_compare.py PROGRAM DIR...` compares pilots that are there.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor

import money_pilots
from money import Money

RELATIVE = 1e-9
CURRENCY = 1e-6  # of the currency, where a difference cancels
GROUP = 100
SHOWN = 5  # pilots whose differences are printed

ECONOMICS = ("npv npv_cashable npv_with_capacity npv_all npv_programme pv_benefits pv_costs "
             "sunk committed avoidable").split()
RATIOS = "roi bcr irr payback_months discounted_payback_months".split()
DATES = "window_end programme_end leaves_on".split()


class Differences:
    """Collects (key, the program's, the reference's) where they disagree."""

    def __init__(self, scale):
        self.scale, self.found = scale, []

    def money(self, key, got, want):
        if got is None or want is None:
            if got is not want:
                self.found.append((key, got, want))
            return
        near = RELATIVE * max(abs(got), abs(want)) + CURRENCY * max(1.0, self.scale * 1e-7)
        if not abs(got - want) <= near:
            self.found.append((key, got, want))

    def ratio(self, key, got, want, near=RELATIVE):
        if got is None or want is None:
            if got is not want:
                self.found.append((key, got, want))
        elif not abs(got - want) <= near * max(1.0, abs(want)):
            self.found.append((key, got, want))

    def same(self, key, got, want):
        if got != want:
            self.found.append((key, got, want))


def group_of(line):
    """Lines of licences as one: how contracts and added seats are named is theirs."""
    if line.startswith("licences"):
        return "licences"
    return "metered" if line.startswith("metered") else line


def sums(rows, key, value):
    total = {}
    for r in rows:
        k = key(r)
        total[k] = total.get(k, 0.0) + (value(r) or 0.0)
    return total


def compare_sums(d, name, got, want):
    for k in sorted(set(got) | set(want), key=str):
        d.money("%s[%s]" % (name, k), got.get(k, 0.0), want.get(k, 0.0))


def scale_of(want):
    return sum(abs(y["costs"]) + abs(y["benefits"]) for y in want["economics"]["years"])


def compare(got, want):
    """Differences of two results: [(key, program's, reference's)]."""
    d = Differences(scale_of(want))
    compare_economics(d, got["economics"], want["economics"])
    compare_options(d, got["options"], want["options"], uncertain=want["uncertain"])
    compare_verdict(d, got["verdict"], want["verdict"])
    return d.found


def compare_economics(d, g, w):
    for key in ECONOMICS:
        d.money("economics." + key, g[key], w[key])
    solid = abs(w["pv_costs"]) > 1e-6 * d.scale
    for key in RATIOS if solid else ():
        d.ratio("economics." + key, g[key], w[key], 1e-7 if key == "irr" else RELATIVE)
    for key in DATES:
        d.same("economics." + key, g.get(key), w[key])
    for key in "costs benefits net".split():
        got, want = (sums(x["years"], lambda r: r["year"], lambda r: r[key]) for x in (g, w))
        compare_sums(d, "economics.years." + key, got, want)
    line = lambda r: (group_of(r["id"]), r["side"])
    compare_sums(d, "economics.lines.pv", sums(g["lines"], line, lambda r: r["pv"]),
                 sums(w["lines"], line, lambda r: r["pv"]))
    compare_sums(d, "economics.lines.total", sums(g["lines"], line, lambda r: sum(r["years"])),
                 sums(w["lines"], line, lambda r: sum(r["years"])))
    for key in w["break_even"]:
        if key != "price_per_seat_month" or w["one_contract"]:
            d.ratio("economics.break_even." + key, g["break_even"][key], w["break_even"][key], 1e-7)
    for key in w["risk_adjusted"]:
        d.money("economics.risk_adjusted." + key, g["risk_adjusted"][key], w["risk_adjusted"][key])
    year = lambda r: (r["fiscal_year"], group_of(r["line"]))
    rows = [r for r in g.get("budget", []) if r.get("cost_center") is None]
    for key in ("cash", "accrual"):
        compare_sums(d, "economics.budget." + key, sums(rows, year, lambda r: r[key]),
                     sums(w["budget"], year, lambda r: r[key]))
    contracts = ("licences", "metered")
    rows = [r for r in g.get("ledger", []) if group_of(r["line"]) in contracts]
    due = lambda r: (r["contract"], r["due"])
    compare_sums(d, "economics.ledger", sums(rows, due, lambda r: r["amount"]),
                 sums(w["ledger"], due, lambda r: r["amount"]))


def compare_options(d, got, want, uncertain):
    for w in want:
        key = "options[%s]" % (w["alternative"] or w["option"])
        g = next((g for g in got if g["option"] == w["option"]
                  and g["alternative"] == w["alternative"]), None)
        if g is None:
            d.found.append((key, None, "listed"))
            continue
        d.money(key + ".cash_12_months", g["cash_12_months"], w["cash_12_months"])
        if "bound_until" in w and w["option"] != "do-nothing":
            d.same(key + ".bound_until", g.get("bound_until"), w["bound_until"])
        if "seats" in w and w["option"] != "do-nothing":
            d.same(key + ".seats", g["seats"], w["seats"])
        if uncertain:
            continue
        d.money(key + ".npv.mean", g["npv"]["mean"], w["npv"]["mean"])
        for name in "npv_programme npv_cashable npv_with_capacity npv_all npv_per_year".split():
            d.money("%s.%s" % (key, name), g.get(name), w[name])


def compare_verdict(d, g, w):
    for key in ("act_by", "internal_act_by"):
        d.same("verdict." + key, g[key], w[key])
    d.money("verdict.if_nobody_acts", g["if_nobody_acts"], w["if_nobody_acts"])
    for key in ("spend", "committed", "avoidable", "budget"):
        d.money("verdict.fiscal_year." + key, g["fiscal_year"][key], w["fiscal_year"][key])
    rows = g.get("deadlines", [])
    got, want = ([(r["contract"], r["act_by"], r["internal_act_by"], r["leaves_on"]) for r in x]
                 for x in (rows, w["deadlines"]))
    d.same("verdict.deadlines", got, want)
    for a, b in zip(rows, w["deadlines"]):
        d.money("verdict.deadlines.money", a["money"], b["money"])


def evaluate(program, folder):
    """(result, None), or (None, what the program said)."""
    run = subprocess.run([program, "evaluate", folder, "--json", "-"], capture_output=True,
                         text=True, timeout=120, check=False)
    if run.returncode:
        return None, "exit code %d: %s" % (run.returncode, run.stderr.strip()[:400])
    return json.loads(run.stdout), None


def reference(folder):
    m = Money(folder)
    want = m.result()
    # Events are drawn, and use that varies: the mean over draws is not exact.
    want["uncertain"] = bool(m.p.risks) or any(
        x.spread() for c in m.p.contracts for x in c.meters)
    want["economics"]["one_contract"] = len(m.p.contracts) == 1
    return want


def one(program, folder):
    """Differences of one pilot."""
    want = reference(folder)
    got, said = evaluate(program, folder)
    if got is None:
        return [("evaluate", said, "a result")]
    try:
        return compare(got, want)
    except (KeyError, TypeError) as e:
        return [("result.json", repr(e), "the key")]


def main(program, runs, first, keep):
    shutil.rmtree(keep, ignore_errors=True)
    shown = failed = tests = 0
    with tempfile.TemporaryDirectory() as work, ProcessPoolExecutor(2) as pool:
        for start in range(first, first + runs, GROUP):
            seeds = range(start, min(start + GROUP, first + runs))
            features = {s: money_pilots.make(s, os.path.join(work, str(s))) for s in seeds}
            folders = [os.path.join(work, str(s)) for s in seeds]
            done = zip(seeds, pool.map(one, [program] * len(seeds), folders, chunksize=5))
            wrong = [(s, found) for s, found in done if found]
            for s, found in wrong:
                os.makedirs(keep, exist_ok=True)
                place = shutil.move(os.path.join(work, str(s)), os.path.join(keep, str(s)))
                if shown < SHOWN:
                    shown += 1
                    print("# %s (%s)" % (place, " ".join(x[2:] for x in features[s])))
                    for key, got, want in found[:8]:
                        print("#   %s: got %s, want %s" % (key, got, want))
            for s in seeds:
                shutil.rmtree(os.path.join(work, str(s)), ignore_errors=True)
            tests += 1
            failed += len(wrong)
            print("%sok %d - pilots %d to %d: %d of %d differ" % (
                "not " if wrong else "", tests, seeds[0], seeds[-1], len(wrong), len(seeds)),
                flush=True)
    print("1..%d" % tests)
    return 1 if failed else 0


def look_at(program, folders):
    """Every difference of pilots that are there."""
    differ = 0
    for folder in folders:
        found = one(program, folder)
        differ += bool(found)
        print("%s: %d differences" % (folder, len(found)))
        for key, got, want in found:
            print("  %s: got %s, want %s" % (key, got, want))
    return 1 if differ else 0


if __name__ == "__main__":
    if os.path.isdir(sys.argv[2]):
        sys.exit(look_at(sys.argv[1], sys.argv[2:]))
    sys.exit(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]))
