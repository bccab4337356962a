"""The right figures of the pilots in tests/data/money, as their case.md says.

`money_cases.py PROGRAM` checks the program and prints TAP; `self_test` checks
the second implementation on the same table, but for what only a decision or
a message can show.
"""

import contextlib
import copy
import json
import os
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "data", "money")
CENT = 0.00501


def at(result, path):
    """The value at a dotted path; `options[renew]` picks by name."""
    for part in path.split("."):
        name, _, pick = part.partition("[")
        result = result[name]
        if pick:
            pick = pick.rstrip("]")
            if pick.isdigit():
                result = result[int(pick)]
            else:
                result = next(x for x in result if pick in (x.get("option"), x.get("id"),
                                                            x.get("contract")))
    return result


def without(*keys):
    def change(pilot):
        for key in keys:
            del pilot["contract"][key]
    return change


def with_contract(**values):
    return lambda pilot: pilot["contract"].update(values)


def with_metered(drop=(), **values):
    def change(pilot):
        for key in drop:
            del pilot["contract"]["metered"][key]
        pilot["contract"]["metered"].update(values)
    return change


def committed(pilot):
    pilot["costs"][0]["committed"] = True


def reverse(pilot):
    pilot["contracts"].reverse()


NPV, SUNK = "economics.npv", "economics.sunk"
COMMITTED, AVOIDABLE = "economics.committed", "economics.avoidable"
ACT_BY, NOBODY = "verdict.act_by", "verdict.if_nobody_acts"
WINDOW, LEAVES = "economics.window_end", "economics.leaves_on"


def contracts_spend(r):
    return at(r, COMMITTED) + at(r, AVOIDABLE)


def metered_year(r):
    """Second year of the line, clear of the running term."""
    return at(r, "economics.lines[metered].years")[1]


def licence_dues(r):
    return [(e["due"], round(e["amount"], 2)) for e in at(r, "economics.ledger")
            if e["kind"] == "licence"]


# (case, change of the pilot, [(what, value)]): money to the cent, the rest exactly.
CASES = [
    ("01-renewal-window-two-invoices", None, [
        (ACT_BY, "2024-08-01"), (LEAVES, "2024-07-31"), (WINDOW, "2025-07-31"),
        ("options[renew].bound_until", "2025-07-31"), (NPV, 4465.61), (NOBODY, 24000),
        (licence_dues, [("2024-08-01", 24000.0)]), ("!verdict.option", "renew")]),
    ("01-renewal-window-two-invoices", without("exits"), [
        (NPV, 4465.61), (NOBODY, 24000), (ACT_BY, "2024-07-01"), (WINDOW, "2025-07-31")]),
    ("02-month-end-exit-paid-in-advance", None, [
        (LEAVES, "2024-07-31"), (ACT_BY, "2024-07-31"), (WINDOW, "2025-07-31"), (SUNK, 24000),
        (COMMITTED, 0), (AVOIDABLE, 24000), (NPV, -4879.11)]),
    ("03-exits-without-cancel", None, [
        ("options[cancel].feasible", False), (COMMITTED, 240), (AVOIDABLE, 23760),
        (NOBODY, 24000), ("options[do-nothing].cash_12_months", 24000)]),
    ("04-lapsed-contract-phantom-invoice", None, [
        (SUNK, 24000), (licence_dues, [("2024-10-01", 24000.0)]), (WINDOW, "2025-09-30"),
        (NPV, -12599.51), (ACT_BY, None), ("verdict.deadlines", [])]),
    ("05-one-off-before-exit-is-unavoidable", None, [
        (NPV, -45534.39), ("options[cancel].cash_12_months", 0),
        ("options[do-nothing].cash_12_months", 74000), ("!verdict.option", "cancel")]),
    ("05-one-off-before-exit-is-unavoidable", committed, [
        (NPV, 4465.61), ("options[cancel].cash_12_months", 50000), ("!verdict.option", "renew")]),
    ("08-cancel-cash-beyond-12-months", None, [
        ("options[cancel].cash_12_months", 24000), ("options[renew].cash_12_months", 24000),
        (SUNK, 26000), (COMMITTED, 46000), (AVOIDABLE, 72000), (LEAVES, "2026-07-31"),
        (WINDOW, "2029-07-31")]),
    ("09-negative-break-even-says-the-opposite", None, [
        (contracts_spend, 30877.01), ("!economics.break_even.minutes_per_seat_week", None),
        ("!economics.break_even.realisation", None)]),
    ("10-metered-pool-at-the-mean", with_metered(growth_per_month=0), [
        (metered_year, (4056.5, 4059))]),
    ("10-metered-pool-at-the-mean",
     with_metered(["included_per_seat_month"], growth_per_month=0, commit_per_month=2500), [
         (metered_year, (31500, 32500))]),
    ("10-metered-pool-at-the-mean", None, [(metered_year, (1000, float("inf")))]),
    # By hand: OLS of ln(units) gives an end level of exp(7.63002) and a slope of
    # .13759; July is .9 of the slope on; August to July 2025 are raised by half.
    ("11-metered-uplift-and-trend-ignored", None, [(COMMITTED, 2330.53), (AVOIDABLE, 71774.89)]),
    ("11-metered-uplift-and-trend-ignored", with_contract(renewal_uplift=0), [
        (COMMITTED, 2330.53), (AVOIDABLE, 71774.89 / 1.5)]),
    ("12-switch-drops-metered-commitment", None, [("options[switch].cash_12_months", 23500)]),
    ("13-sunk-in-another-currency", None, [(SUNK, 26400), (AVOIDABLE, 28800), (COMMITTED, 0)]),
    ("14-sunk-ignores-tiers", None, [(SUNK, 24000), (AVOIDABLE, 24000)]),
    ("14-sunk-ignores-tiers", with_contract(tier_rule="marginal"), [
        (SUNK, 12 * (99 * 30 + 20)), (AVOIDABLE, 12 * (99 * 30 + 20))]),
    # 153 of the 366 days of 2023-08-01...2024-07-31 at half the price.
    ("14-sunk-ignores-tiers", with_contract(promotion={"price": 15, "until": "2023-12-31"}), [
        (SUNK, 24000 * (1 - 153 / 366 / 2)), (AVOIDABLE, 24000)]),
    ("16-revenue-without-margin", None, "margin"),
    ("20-bundle-and-multi-year-discount", None, [
        (AVOIDABLE, 50400),
        (licence_dues, [("%d-08-01" % y, 16800.0) for y in (2024, 2025, 2026)])]),
    ("25-two-contracts-first-in-the-file-sets-the-clock", None, [
        ("verdict.deadlines[0].contract", "A"), ("verdict.deadlines[0].act_by", "2024-07-01"),
        ("verdict.deadlines[1].contract", "B"), ("verdict.deadlines[1].act_by", "2024-09-01"),
        (ACT_BY, "2024-07-01"), (WINDOW, "2025-10-31"), (SUNK, 27000),
        # A's second year is cut after 92 of its 365 days.
        (AVOIDABLE, 24000 + 24000 * 92 / 365 + 3000)]),
    ("25-two-contracts-first-in-the-file-sets-the-clock", reverse, [
        ("verdict.deadlines[0].contract", "A"), ("verdict.deadlines[0].act_by", "2024-07-01"),
        (WINDOW, "2025-10-31"), (AVOIDABLE, 24000 + 24000 * 92 / 365 + 3000)]),
    ("27-uplift-missed-when-the-new-term-is-longer", None, [
        (AVOIDABLE, 79200), ("economics.lines[licences].pv", 71646.86),
        (licence_dues, [("%d-08-01" % y, 26400.0) for y in (2024, 2025, 2026)])]),
]


def right(got, want):
    if isinstance(want, tuple):
        return want[0] < got < want[1]
    if isinstance(want, (int, float)) and not isinstance(want, bool):
        return got is not None and abs(got - want) <= CENT
    return got == want


def check(result, figures, decisions):
    """Lines about the figures that are wrong; those with ! need a decision."""
    wrong = []
    for what, want in figures:
        name = what if isinstance(what, str) else what.__name__
        if name.startswith("!") and not decisions:
            continue
        try:
            got = at(result, name.lstrip("!")) if isinstance(what, str) else what(result)
        except (KeyError, IndexError, StopIteration, TypeError) as e:
            got = "nothing (%r)" % e
        try:
            good = right(got, want)
        except TypeError:
            good = False
        if not good:
            wrong.append("%s is %s, right is %s" % (name.lstrip("!"), got, want))
    return wrong


@contextlib.contextmanager
def pilot_folder(case, change):
    with tempfile.TemporaryDirectory() as work:
        folder = os.path.join(work, case)
        shutil.copytree(os.path.join(HERE, case), folder)
        path = os.path.join(folder, "pilot.json")
        if change:
            with open(path, encoding="utf-8") as f:
                pilot = json.load(f)
            pilot = copy.deepcopy(pilot)
            change(pilot)
            with open(path, "w", encoding="utf-8") as f:
                json.dump(pilot, f)
        yield folder


def run_all(evaluate, decisions):
    """TAP over all cases; evaluate(folder) -> (result or None, message)."""
    failed = 0
    for i, (case, change, figures) in enumerate(CASES, 1):
        with pilot_folder(case, change) as folder:
            result, message = evaluate(folder)
        if isinstance(figures, str):
            rejected = result is None and figures in message
            wrong = [] if rejected else ["is not rejected for " + figures]
        elif result is None:
            wrong = ["rejected: " + message]
        else:
            wrong = check(result, figures, decisions)
        print("%sok %d - %s%s" % ("not " if wrong else "", i, case, ", changed" if change else ""))
        for line in wrong:
            print("# " + line)
        failed += bool(wrong)
    print("1..%d" % len(CASES))
    return 1 if failed else 0


def self_test():
    import money

    def evaluate(folder):
        try:
            return money.Money(folder).result(), ""
        except ValueError as e:
            return None, str(e)
    return run_all(evaluate, decisions=False)


def main(program):
    def evaluate(folder):
        run = subprocess.run([program, "evaluate", folder, "--json", "-"], capture_output=True,
                             text=True, check=False)
        if run.returncode == 1:
            return None, run.stderr.strip()
        return json.loads(run.stdout), ""
    return run_all(evaluate, decisions=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
