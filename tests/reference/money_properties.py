"""Changes of a pilot that must not change its money, over random contracts.

`money_properties.py PROGRAM RUNS FIRST_SEED KEEP`, RUNS in all, shared among
the properties; `--reference` in place of PROGRAM tries the second
implementation itself. A pair that differs stays in folder KEEP.
"""

import copy
import json
import os
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor

import money_pilots
from money_dates import add, day, text_of

EXACT = 1e-12  # of the money at stake
ROOT = 1e-7  # what a root-finder or a quotient near its turn leaves
SOFT = ("irr", "payback_months", "discounted_payback_months", "roi", "bcr", "realisation",
        "hourly_cost", "price", "price_per_seat_month")
VERDICT = ("act_by", "internal_act_by", "if_nobody_acts", "fiscal_year", "deadlines")
OPTIONS = ("npv", "npv_programme", "npv_cashable", "npv_with_capacity", "npv_all", "npv_per_year",
           "cash_12_months", "bound_until", "seats")
ECONOMICS = ("npv npv_cashable npv_with_capacity npv_all npv_programme roi bcr irr pv_benefits "
             "pv_costs payback_months discounted_payback_months years sunk committed avoidable "
             "break_even window_end programme_end leaves_on").split()


# ------------------------------------------------------------ What is compared


def figures(result, economics=ECONOMICS, options=OPTIONS, verdict=VERDICT):
    """path -> value of the figures that a property speaks of."""
    flat = {}

    def walk(path, value):
        if isinstance(value, dict):
            for k, v in value.items():
                walk(path + "." + k, v)
        elif isinstance(value, list):
            for i, v in enumerate(value):
                walk("%s[%d]" % (path, i), v)
        else:
            flat[path] = value
    for key in economics:
        walk(key, result["economics"].get(key))
    for line in result["economics"]["lines"]:
        name = line["id"] if not line["id"].startswith("licences:") else "licences"
        if line["id"].endswith(":added"):
            name = "added"
        key = "lines[%s].pv" % name
        flat[key] = flat.get(key, 0.0) + line["pv"]
    for o in result["options"]:
        if o.get("cash_12_months") is None:
            continue
        for key in options:
            value = o.get(key)
            if key == "npv":
                value = value["mean"]
            walk("options[%s].%s" % (o["alternative"] or o["option"], key), value)
    for key in verdict:
        walk("verdict." + key, result["verdict"].get(key))
    return flat


def scale_of(result):
    years = result["economics"]["years"]
    return sum(abs(y["costs"]) + abs(y["benefits"]) for y in years) or 1.0


def differences(a, b, scale, factor=lambda path: 1.0, skip=()):
    """Paths whose value in b is not that in a times factor(path)."""
    found = []
    for path in sorted(set(a) | set(b)):
        if any(s in path for s in skip):
            continue
        x, y = a.get(path), b.get(path)
        if isinstance(x, (int, float)) and isinstance(y, (int, float)) and not isinstance(x, bool):
            f = factor(path)
            soft = path.rsplit(".", 1)[-1] in SOFT
            near = ROOT * max(1.0, abs(x * f)) if soft else EXACT * max(scale * f, abs(x * f))
            if abs(x * f - y) <= near:
                continue
        elif x == y:
            continue
        found.append((path, x, y))
    return found


# ------------------------------------------------------------------ Properties

MONEY_KEYS = {"price", "baseline_price", "unit_price", "commit_per_month", "hourly_cost",
              "amount", "amount_per_year", "amount_per_seat", "annual_cost_per_fte", "exit_cost",
              "cost", "switch_cost", "budget_per_year"}


def each(value, change, key=None):
    """A copy with change(key, leaf) in place of each leaf."""
    if isinstance(value, dict):
        return {k: each(v, change, k) for k, v in value.items()}
    if isinstance(value, list):
        return [each(v, change, key) for v in value]
    return change(key, value)


def contracts_of(pilot):
    return pilot["contracts"] if "contracts" in pilot else [pilot["contract"]]


# Its price is rounded down to a cent of the contract's currency and unit.
ASKED = ("options[renegotiate]",)


class Pair:
    """A pilot and its twin, with how their figures relate."""

    def __init__(self, seed):
        self.draw = money_pilots.Draw("property %s" % seed)
        self.a = self.draw.whole(without=self.without)
        self.a.pop("actuals", None)
        self.prepare()
        self.files_a = self.draw.files
        self.b, self.files_b = copy.deepcopy(self.a), copy.deepcopy(self.files_a)
        self.change()

    without, skip, choice = (), (), {}

    def prepare(self):
        """Make the pilot one that the property speaks of."""

    def factor(self, path):
        return 1.0

    def back(self, flat):
        return flat


class NoticeAsWindow(Pair):
    """the same right as notice or as exit window"""
    without = ("f_exits",)

    def change(self):
        for c in contracts_of(self.b):
            n = c.pop("notice_days", 0)
            c["exits"] = [{"action": x, "anchor": "term-end", "from_days": None, "to_days": -n}
                          for x in ("cancel", "reduce")]


class MonthlyInvoices(Pair):
    """at rate 0, one annual invoice against twelve monthly ones"""
    without = ("f_exits", "f_surcharge", "f_price_schedule", "f_seats_schedule", "f_promotion",
               "f_currency", "f_growth", "f_contracts", "f_co_terminate", "f_alternative",
               "f_end_of_term", "f_offers", "f_assumptions")
    choice = {"economics": [k for k in ECONOMICS if k not in (
        "years", "sunk", "committed", "break_even") and "payback" not in k],
              "options": [k for k in OPTIONS if k != "cash_12_months"],
              "verdict": ("act_by", "if_nobody_acts")}
    skip = ("irr",)

    def prepare(self):
        self.a["assumptions"]["discount_rate"] = 0
        c = self.a["contract"]
        c["term_months"] = self.draw.r.choice([12, 24, 36])
        c["billing"] = "annual-upfront"
        if "term_end" in c:
            end = day(c["term_end"])
            c["term_start"] = text_of(add(end, -c["term_months"]) + 1)

    def change(self):
        self.b["contract"]["billing"] = "annual-monthly"


class OtherCurrency(Pair):
    """a contract in another currency at a constant rate"""
    without = ("f_currency", "f_metered")
    skip = ASKED

    def prepare(self):
        self.draw.files["rates.csv"] = ["date,currency,rate", "2000-01-01,GBP,1.25"]
        self.a["assumptions"]["currency_rates"] = {"file": "rates.csv"}
        for c in contracts_of(self.a):
            if c.get("currency") == "EUR":
                del c["currency"]

    def change(self):
        converted = ("price", "baseline_price")
        for i, c in enumerate(contracts_of(self.b)):
            new = each(c, lambda k, v: v / 1.25 if k in converted and v is not None else v)
            new["currency"] = "GBP"
            contracts_of(self.b)[i].update(new)

    def factor(self, path):
        """A break-even price is in the contract's own currency."""
        return 1 / 1.25 if "break_even.price" in path else 1.0


class OrderOfContracts(Pair):
    """the order of contracts"""

    def prepare(self):
        if "contracts" not in self.a:
            self.a["contracts"] = [self.a.pop("contract")]
            while len(self.a["contracts"]) < 2:
                c = self.draw.new_contract()
                c["sku"] = "B"
                self.a["contracts"].append(c)
            self.a["contracts"][0]["sku"] = "A"
            self.a.pop("alternatives", None)

    def change(self):
        self.b["contracts"].reverse()


YEARS = 28  # after which weekdays and leap days come back


class YearsLater(Pair):
    """everything 28 years later"""

    def change(self):
        self.b = each(self.b, lambda k, v: shift(v, YEARS))
        self.files_b = {name: [",".join(shift(x, YEARS) for x in row.split(",")) for row in rows]
                        for name, rows in self.files_b.items()}

    def back(self, flat):
        return {k: shift(v, -YEARS) for k, v in flat.items()}


def shift(v, years):
    """A date or month, as text, so many years later; anything else unchanged."""
    if isinstance(v, str) and len(v) in (7, 10) and v[:4].isdigit() and v[4] == "-":
        return "%04d%s" % (int(v[:4]) + years, v[4:])
    return v


class SplitSeats(Pair):
    """seats split over two equal contracts"""
    without = ("f_tiers", "f_min_seats", "f_growth", "f_contracts", "f_co_terminate", "f_offers",
               "f_alternative", "f_metered", "f_seats_schedule", "f_exits")
    # Which empty seats can be returned is a question to each contract, and with it what is
    # left to ask for.
    skip = ("deadlines", ".seats", "break_even.price", "options[rightsize]",
            "options[renegotiate]")

    def prepare(self):
        c = self.a["contract"]
        c["seats_purchased"] = 2 * self.a["seats"]["count"]
        c["sku"] = "A"

    def change(self):
        c = self.b.pop("contract")
        c["seats_purchased"] //= 2
        self.b["contracts"] = [c, dict(c, sku="B")]


class ScaledMoney(Pair):
    """money scaled"""
    by = 1024.0
    skip = ASKED
    unscaled = ("roi", "bcr", "irr", "payback_months", "discounted_payback_months", "year",
                "realisation", "seats")

    def change(self):
        self.b = each(self.b, lambda k, v: v * self.by if k in MONEY_KEYS and v is not None else v)

    def factor(self, path):
        return 1.0 if path.rsplit(".", 1)[-1] in self.unscaled else self.by


class SeatYear(Pair):
    """a price per seat-year of twelve times the price"""
    without = ("f_seat_year",)
    skip = ASKED

    def change(self):
        for c in contracts_of(self.b):
            c["per"] = "seat-year"
            for x in [c] + c.get("tiers", []) + c.get("offers", []) + c.get("price_schedule", []) \
                    + [c.get("promotion", {})]:
                if x.get("price") is not None:
                    x["price"] *= 12
            if "baseline_price" in c:
                c["baseline_price"] *= 12

    def factor(self, path):
        """A break-even price is in the contract's own unit."""
        return 12.0 if path.endswith("break_even.price") else 1.0


PROPERTIES = [NoticeAsWindow, MonthlyInvoices, OtherCurrency, OrderOfContracts, YearsLater,
              SplitSeats, ScaledMoney, SeatYear]


# --------------------------------------------------------------------- Running


def evaluate(program, folder):
    if program == "--reference":
        from money import Money
        return Money(folder).result(), None
    run = subprocess.run([program, "evaluate", folder, "--json", "-"], capture_output=True,
                         text=True, timeout=120, check=False)
    if run.returncode:
        return None, "exit code %d: %s" % (run.returncode, run.stderr.strip()[:300])
    return json.loads(run.stdout), None


def one(program, number, seed, work):
    """Differences of one pair; both stay in `work`."""
    pair = PROPERTIES[number](seed)
    money_pilots.write(os.path.join(work, "a"), pair.a, pair.files_a)
    money_pilots.write(os.path.join(work, "b"), pair.b, pair.files_b)
    a, said_a = evaluate(program, os.path.join(work, "a"))
    b, said_b = evaluate(program, os.path.join(work, "b"))
    if a is None or b is None:
        return [("evaluate", said_a or "a result", said_b or "a result")]
    return differences(figures(a, **pair.choice), pair.back(figures(b, **pair.choice)),
                       scale_of(a), pair.factor, pair.skip)


def main(program, runs, first, keep):
    shutil.rmtree(keep, ignore_errors=True)
    each_ = max(1, runs // len(PROPERTIES))
    failed = 0
    with tempfile.TemporaryDirectory() as work, ProcessPoolExecutor(2) as pool:
        for i, property_ in enumerate(PROPERTIES):
            seeds = range(first, first + each_)
            folders = [os.path.join(work, property_.__name__, str(s)) for s in seeds]
            done = list(pool.map(one, [program] * each_, [i] * each_, seeds, folders, chunksize=4))
            wrong = [(f, d) for f, d in zip(folders, done) if d]
            for folder, found in wrong:
                place = os.path.join(keep, property_.__name__, os.path.basename(folder))
                shutil.copytree(folder, place)
                if (folder, found) in wrong[:2]:
                    print("# " + place)
                    for path, x, y in found[:6]:
                        print("#   %s: %s and %s" % (path, x, y))
            failed += bool(wrong)
            print("%sok %d - %s: %d of %d differ" % (
                "not " if wrong else "", i + 1, property_.__doc__, len(wrong), each_), flush=True)
    print("1..%d" % len(PROPERTIES))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]))
