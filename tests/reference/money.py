#!/usr/bin/env python3
"""The money of a pilot, written a second time, as a specification to run.

`money.py DIR` prints the deterministic figures of result.json for the pilot in
folder DIR; `money.py --self-test` checks them on the cases of tests/data/money.
Nothing is shared with the program: it reads pilot.json and its CSV files only,
and only plain numbers (no distribution, no survey). Functions are in the order
of the sections of the economics page and name the section they stand for; R.n
is a reading of src/economics/README.md where the page leaves room.

A day is an ordinal number; money is in the pilot's currency unless it says so.
"""

import bisect
import json
import math
import os
import re
import sys
from datetime import date

from money_dates import add, day, days, month_of, number, read_csv, text_of
from money_exits import Leaving, bound_until
from money_options import Benefit, Cost, Option, Switch, line_of
from money_terms import Contract, Life

# ---------------------------------------------------------------- The pilot


class Pilot:
    def __init__(self, folder):
        self.folder = folder
        with open(os.path.join(folder, "pilot.json"), encoding="utf-8") as f:
            self.json = json.load(f)
        p = self.json
        self.currency = p["currency"]
        self.as_of = day(p.get("as_of") or p["pilot"]["end"])
        self.people = number(p["seats"]["count"])
        self.read_assumptions(p.get("assumptions", {}))
        self.rates = {}
        if "currency_rates" in p.get("assumptions", {}):
            for r in read_csv(folder, p["assumptions"]["currency_rates"]):
                self.rates.setdefault(r["currency"], []).append(
                    (day(r["date"]), float(r["rate"])))
        self.headline = p.get("policy", {}).get("headline", "with-capacity")
        self.budget = number(p.get("policy", {}).get("budget_per_year"))
        self.exit_cost = number(p.get("exit_cost", 0))
        self.co_terminate = day(p["co_terminate"]) if "co_terminate" in p else None
        self.benefits = [Benefit(b, self) for b in p.get("benefits", [])]
        self.costs = [Cost(c) for c in p.get("costs", [])]
        self.risks = p.get("risks", [])
        contracts = p["contracts"] if "contracts" in p else [p["contract"]]
        self.contracts = [Contract(c, self, i) for i, c in enumerate(contracts)]
        self.contracts.sort(key=lambda c: (-c.yearly_spend(), c.sku or ""))
        self.growing = next((c for c in self.contracts if c.seat_growth > 0), None)
        self.paid = self.read_invoices(p.get("actuals"))

    def read_assumptions(self, a):
        get = lambda key, default: number(a.get(key, default))
        self.wage = get("hourly_cost", 0)
        self.realisation = get("realisation", 0.5)
        self.rate = get("discount_rate", 0.1)
        self.horizon = round(12 * get("horizon_years", 3))
        self.discounting = a.get("discounting", "monthly")
        self.real = a.get("basis", "nominal") == "real"
        self.inflation = get("inflation", 0)
        self.wage_growth = get("wage_growth", 0)
        self.delay = get("benefit_delay_months", 0)
        self.ramp = get("benefit_ramp_months", 0)
        self.year_start = tuple(map(int, a.get("fiscal_year_start", "01-01").split("-")))

    def fx(self, currency, d):
        """The last rate on or before day d (2, L)."""
        if currency == self.currency:
            return 1.0
        known = [rate for when, rate in sorted(self.rates[currency]) if when <= d]
        return known[-1]

    def read_invoices(self, actuals):
        """(contract, due) -> amount paid, in the pilot's currency (2, Prices paid)."""
        paid = {}
        for r in read_csv(self.folder, actuals["invoices"]["file"]) if actuals else []:
            c = next(c for c in self.contracts
                     if len(self.contracts) == 1 or c.sku == r["contract"])
            d = day(r["date"])
            amount = float(r["amount"]) * self.fx(r.get("currency") or c.currency, d)
            paid[c, d] = paid.get((c, d), 0.0) + amount
        return paid


# ------------------------------------------------------------ Discounting (1)


class Clock:
    """Where in time a flow is counted, in a window that ends on day `end`."""

    def __init__(self, pilot, end, convention=None):
        self.p, self.end = pilot, end
        self.convention = convention or pilot.discounting
        self.last_month = month_of(pilot, end)
        self.ends = [add(pilot.as_of, m) for m in range(1, self.last_month + 1)]

    def month(self, f):
        return bisect.bisect_left(self.ends, f.due) + 1

    def elapsed(self, f):
        """Months from as_of: S at its month's start, E at its end, the last too."""
        m = self.month(f)
        return m if f.in_arrears else m - 1

    def years(self, f):
        m = self.month(f)
        if self.convention == "monthly":
            return self.elapsed(f) / 12
        if not f.in_arrears:
            return (m + 5) // 12
        return -(-m // 12) - (0.5 if self.convention == "mid-year" else 0)

    def factor(self, f):
        x = (1 + self.p.rate) ** -self.years(f)
        if self.p.real:
            x *= (1 + self.p.inflation) ** -(self.elapsed(f) / 12)
        return x


COUNTED = {"cashable": ("cashable",), "with-capacity": ("cashable", "capacity"),
           "all": ("cashable", "capacity", "soft")}


def counted(flows, view):
    return [f for f in flows if f.cls in COUNTED[view]]


class Difference:
    """An option less leaving, over the option's own window (5)."""

    def __init__(self, option, leaving, end):
        self.p, self.end = option.pilot, end
        self.clock = Clock(option.pilot, end)
        minus = [f._replace(amount=-f.amount) for f in leaving.flows(end)]
        self.flows = option.flows(end) + minus

    def pv(self, side=None, view=None, keep=lambda f: True, clock=None, weight=lambda f: 1.0):
        clock = clock or self.clock
        return math.fsum(f.amount * clock.factor(f) * weight(f)
                         for f in counted(self.flows, view or self.p.headline)
                         if (side is None or f.side == side) and keep(f))

    def npv(self, view=None):
        return self.pv("benefit", view) - self.pv("cost", view)

    # 4, Measures

    def payback(self, discounted):
        last = self.clock.last_month
        c = [0.0] * (last + 2)
        for f in counted(self.flows, self.p.headline):
            m = self.clock.month(f)
            x = f.amount * (1 if f.side == "benefit" else -1)
            x *= self.clock.factor(f) if discounted else 1.0
            c[m if f.in_arrears else m - 1] += x
        total, cumulative = 0.0, []
        scale = math.fsum(abs(x) for x in c)
        for x in c[:last + 1]:
            total += x
            cumulative.append(total)
        negative = [t for t, x in enumerate(cumulative) if x < -1e-12 * scale]
        if not negative or negative[-1] == last:
            return None
        t = negative[-1]
        return t - cumulative[t] / (cumulative[t + 1] - cumulative[t])

    def irr(self):
        """The one rate at which the difference is worth nothing, else None."""
        flows = {}
        for f in counted(self.flows, self.p.headline):
            x = self.clock.elapsed(f) / 12
            flows[x] = flows.get(x, 0.0) + f.amount * (1 if f.side == "benefit" else -1)
        scale = math.fsum(abs(v) for v in flows.values())
        flows = {x: v for x, v in flows.items() if abs(v) > 1e-14 * scale}  # not rounding
        if not flows:
            return None

        def value(log_rate):
            return math.fsum(v * math.exp(-log_rate * x) for x, v in flows.items())
        low, high, n = math.log(0.01), math.log1p(1e6), 4000
        grid = [low + (high - low) * i / n for i in range(n + 1)]
        values = [value(x) for x in grid]
        brackets = [i for i in range(n) if (values[i] > 0) != (values[i + 1] > 0)]
        if len(brackets) != 1:
            return None
        a, b = grid[brackets[0]], grid[brackets[0] + 1]
        positive = value(a) > 0
        for _ in range(200):
            c = (a + b) / 2
            if (value(c) > 0) == positive:
                a = c
            else:
                b = c
        return math.expm1((a + b) / 2)


# ------------------------------------------------------------ The whole pilot


class Money:
    """All options of a pilot and the figures of result.json."""

    def __init__(self, folder):
        p = self.p = Pilot(folder)
        a = p.as_of
        alternatives = p.json.get("alternatives", [])
        offers = [o for c in p.contracts for o in c.json.get("offers", [])]
        longest = max([c.months for c in p.contracts]
                      + [number(o["term_months"]) for o in offers]
                      + [number(x["contract"].get("term_months", 12)) for x in alternatives])
        latest = max([c.running[1] if c.running else a for c in p.contracts] + [a])
        self.far = add(latest, p.horizon + 3 * longest + 40)
        self.leaves = {c: Leaving(c, self.far) for c in p.contracts}
        self.signed = min(self.left_on(c) for c in p.contracts) + 1
        self.renew = self.renewing()
        self.leaving = self.make_leaving()
        self.nothing = self.doing_nothing()
        # What can't be left can't be replaced by an offer.
        self.offers = [self.offer(c, o) for c in p.contracts if self.leaves[c].feasible
                       for o in c.json.get("offers", [])]
        self.switches = [self.switch(x) for x in alternatives]

    def left_on(self, c):
        """L of a contract; where nothing can be left, the end of its running term."""
        last = self.leaves[c].last_service
        return last if last is not None else c.running[1]

    def additions(self, c, until=None):
        """R.13: seats planned to be added, a month apart, from the signature on."""
        if c is not self.p.growing:
            return []
        last, found, j = self.left_on(c), [], 1
        until = self.far if until is None else until
        while add(last, j) + 1 <= until:
            found.append((add(last, j) + 1, c.seat_growth))
            j += 1
        return found

    def renewing_life(self, c):
        if c.in_extension:
            return Life(c, "renewing", self.far, cut=self.left_on(c), offer=c.signed_again,
                        refund=True, additions=self.additions(c))
        return Life(c, "renewing", self.far, sign_after=self.left_on(c),
                    additions=self.additions(c))

    def window_of(self, c, life, clauses):
        last = self.left_on(c)
        b = bound_until(life, clauses, last)
        return b, max(b, add(last, 12))

    def programme_of(self, lives, window):
        target = add(self.p.as_of, self.p.horizon)
        ends = [min(t.end for t in life.terms if t.end >= target) for life in lives]
        return max(ends + [window])

    def build(self, name, lives, clauses, **more):
        bounds = [self.window_of(life.c, life, clauses[life.c]) for life in lives]
        window = max(w for _, w in bounds)
        return Option(self.p, name, lives, window, max(b for b, _ in bounds),
                      self.programme_of(lives, window), signed=self.signed, **more)

    def renewing(self):
        lives = [self.renewing_life(c) for c in self.p.contracts]
        return self.build("renew", lives, {c: c.signed_again for c in self.p.contracts})

    def make_leaving(self):
        lives = [self.leaves[c].life(self.far) for c in self.p.contracts]
        left = [self.left_on(c) for c in self.p.contracts if self.leaves[c].feasible]
        return Option(self.p, "cancel", lives, None, kept=False, signed=self.signed,
                      exit_on=max(left) + 1 if len(left) == len(lives) else None)

    def doing_nothing(self):
        p, r = self.p, self.renew
        lives, left, kept = [], [], False
        for c in p.contracts:
            if not c.running:
                left.append(p.as_of)
                lives.append(Life(c, "nothing", self.far))
            elif c.at_end == "lapse":
                left.append(c.running[1])
                lives.append(Life(c, "nothing", self.far, end=c.running[1]))
            else:
                kept = True
                lives.append(Life(c, "nothing", self.far, additions=self.additions(c)))
        gone = max(left) + 1 if len(left) == len(lives) else None
        return Option(p, "do-nothing", lives, r.window, r.bound, r.programme, kept=kept,
                      signed=self.signed, exit_on=gone)

    def offer(self, c, o):
        """2, offers: c is left at its own exit and signs the offer, others renew."""
        clauses = c.clauses.for_offer(o)
        leave = self.leaves[c]
        lives, terms = [], {}
        for x in self.p.contracts:
            terms[x] = x.signed_again
            if x is not c:
                lives.append(self.renewing_life(x))
                continue
            terms[x] = clauses
            lives.append(Life(c, "renewing", self.far, cut=self.left_on(c), offer=clauses,
                              refund=leave.refund, additions=self.additions(c)))
        name = o.get("name", "%d-month offer" % clauses.months)
        return self.build("renew", lives, terms, alternative=name)

    def switch(self, x):
        p = self.p
        c = p.contracts[0]
        s = Switch(p, x, self.left_on(c), self.far)
        leave = self.leaves[c]
        if c.running:
            at_least = s.day - 1
            leave = Leaving(c, self.far, at_least=at_least, unused_from=s.day)
            if not leave.feasible:
                return None
            life = Life(c, "leaving", min(self.far, leave.last_service), end=leave.last_service,
                        refund=leave.refund, unused_from=s.day,
                        additions=self.additions(c, s.day - 1))
        else:
            life = leave.life(self.far)
        last = leave.last_service
        bound = bound_until(s.life, s.contract.clauses, s.paid - 1)
        window = max(bound, add(s.day - 1, 12), last)
        target = add(p.as_of, p.horizon)
        programme = max(window, min(t.end for t in s.life.terms if t.end >= target))
        return Option(p, "switch", [life, s.life], window, bound, programme, kept=False,
                      signed=self.signed, exit_on=last + 1, switch=s, alternative=x["name"])

    # Figures

    def result(self):
        return {"economics": self.economics(), "options": self.option_figures(),
                "verdict": self.verdict()}

    def contract_cash(self, option, end):
        return math.fsum(f.amount for f in option.flows(end) if f.contract is not None)

    def sunk(self):
        """1, Sunk; R.2: due before as_of, as invoiced."""
        total = []
        for e, amount in self.past_invoices():
            total.append(amount)
        return math.fsum(total)

    def past_invoices(self):
        """(entry, what was paid) of each invoice due before as_of."""
        a = self.p.as_of
        for c in self.p.contracts:
            if not c.running and not c.lapsed:
                continue
            for e in Life(c, "past" if c.lapsed else "leaving", a).entries:
                if e.due < a and e.kind not in ("metered", "commitment"):
                    yield e, self.p.paid.get((c, e.due), e.amount)

    def economics(self):
        p, r = self.p, self.renew
        d = Difference(r, self.leaving, r.window)
        programme = Difference(r, self.leaving, r.programme)
        pvb, pvc = d.pv("benefit"), d.pv("cost")
        committed = self.contract_cash(self.leaving, r.window)
        return {
            "npv": d.npv(), "npv_cashable": d.npv("cashable"),
            "npv_with_capacity": d.npv("with-capacity"), "npv_all": d.npv("all"),
            "npv_programme": programme.npv(), "pv_benefits": pvb, "pv_costs": pvc,
            "roi": (pvb - pvc) / pvc if pvc > 0 else None, "bcr": pvb / pvc if pvc > 0 else None,
            "irr": d.irr(), "payback_months": d.payback(False),
            "discounted_payback_months": d.payback(True),
            "years": self.years(), "lines": self.lines(d),
            "sunk": self.sunk(), "committed": committed,
            "avoidable": self.contract_cash(r, r.window) - committed,
            "break_even": self.break_even(d), "risk_adjusted": self.risk_adjusted(programme),
            "budget": self.budget(), "ledger": self.ledger(),
            "window_end": text_of(r.window), "programme_end": text_of(r.programme),
            "leaves_on": text_of(min(self.left_on(c) for c in p.contracts)),
        }

    def years(self):
        """5: absolute amounts of renewing all, by twelve model months."""
        r = self.renew
        clock = Clock(self.p, r.programme)
        n = -(-clock.last_month // 12)
        rows = [{"year": y + 1, "costs": 0.0, "benefits": 0.0, "net": 0.0} for y in range(n)]
        for f in counted(r.flows(r.programme), self.p.headline):
            row = rows[(clock.month(f) - 1) // 12]
            row[f.side + "s"] += f.amount
        for row in rows:
            row["net"] = row["benefits"] - row["costs"]
        return rows

    def lines(self, d):
        r = self.renew
        clock = Clock(self.p, r.programme)
        n = -(-clock.last_month // 12)
        rows = {}

        def row(f):
            return rows.setdefault((f.line, f.side), {
                "id": f.line, "side": f.side, "class": f.cls, "years": [0.0] * n, "pv": 0.0})
        for f in r.flows(r.programme):
            row(f)["years"][(clock.month(f) - 1) // 12] += f.amount
        for f in d.flows:
            row(f)["pv"] += f.amount * d.clock.factor(f)
        return list(rows.values())

    def break_even(self, d):
        """4, Live break-evens: each scales what it drives, quantities fixed."""
        p = self.p
        none = {"price_per_seat_month": None, "realisation": None, "hourly_cost": None}
        c = p.contracts[0]
        is_licence = lambda f: f.kind in ("licence", "added", "true-up", "credit")
        licence = d.pv("cost", keep=is_licence)
        other = d.pv("cost", keep=lambda f: not is_licence(f))
        if licence > 0 and c.clauses.price > 0 and len(p.contracts) == 1:
            k = (d.pv("benefit") - other) / licence
            base = c.clauses.baseline
            price = base + k * (c.clauses.price - base)
            none["price_per_seat_month"] = price if price >= 0 else None
        value = p.realisation
        at_zero = self.npv_with("realisation", 0.0)
        if value > 0 and abs(d.npv() - at_zero) > 0:
            x = -at_zero * value / (d.npv() - at_zero)
            none["realisation"] = x if 0 <= x <= 1 else None
        at_zero = self.npv_with("wage", 0.0)
        if p.wage > 0 and abs(d.npv() - at_zero) > 0:
            x = -at_zero * p.wage / (d.npv() - at_zero)
            none["hourly_cost"] = x if x >= 0 else None
        return none

    def npv_with(self, name, value):
        old = getattr(self.p, name)
        setattr(self.p, name, value)
        npv = Difference(self.renew, self.leaving, self.renew.window).npv()
        setattr(self.p, name, old)
        return npv

    def risk_adjusted(self, programme):
        """4, Risk-adjusted column: year-end, over the programme."""
        p = self.p
        q = {x.id: x.q for x in p.benefits + p.costs if x.q is not None}
        if not q:
            return {"npv": None, "pv_benefits": None, "pv_costs": None, "roi": None}
        clock = Clock(p, programme.end, "year-end")
        weight = lambda f: q.get(re.sub("^lost:", "", f.line), 0.0)
        b = programme.pv("benefit", clock=clock, weight=lambda f: 1 - weight(f))
        c = programme.pv("cost", clock=clock, weight=lambda f: 1 + weight(f))
        return {"npv": b - c, "pv_benefits": b, "pv_costs": c,
                "roi": (b - c) / c if c > 0 else None}

    # Budget (4; R.18)

    def fiscal_year(self, d):
        """(label, first day, last day) of the fiscal year that holds day d."""
        month, number_ = self.p.year_start
        x = date.fromordinal(d)
        first = date(x.year, month, number_)
        if first > x:
            first = date(x.year - 1, month, number_)
        last = date(first.year + 1, month, number_).toordinal() - 1
        return date.fromordinal(last).year, first.toordinal(), last

    def budget(self):
        p, r = self.p, self.renew
        label, first, _ = self.fiscal_year(p.as_of)
        last_label = self.fiscal_year(r.programme)[0]
        rows = {}

        def put(line, key, d, amount):
            y = self.fiscal_year(d)[0]
            if label <= y <= last_label:
                rows.setdefault((y, line), {"cash": 0.0, "accrual": 0.0})[key] += amount

        def spread(line, key, f, t, amount, total):
            d = f
            while d <= t:
                stop = min(t, self.fiscal_year(d)[2])
                put(line, key, d, amount * days(d, stop) / total)
                d = stop + 1
        for e, paid in self.past_invoices():
            line = line_of(e, p)
            put(line, "cash", e.due, paid)
            spread(line, "accrual", e.first, e.last, paid, days(e.first, e.last))
        for c in p.costs:  # what was spent of the current year before as_of
            if c.one_off and c.date is not None and c.date < p.as_of:
                amount = r.size_of(c, c.date)
                if c.cls == "cashable" and amount:
                    put(c.id, "cash", c.date, amount)
                    put(c.id, "accrual", c.date, amount)
        flows = [f for f in r.flows(r.programme, cut=False) if not f.in_arrears]
        for f in flows + [f for f in r.flows(r.programme) if f.in_arrears]:
            if f.side != "cost" or f.cls != "cashable" or f.kind == "risk":
                continue
            if f.in_arrears:
                spread(f.line, "cash", f.first, f.last, f.amount, days(f.first, f.last))
            else:
                put(f.line, "cash", f.due, f.amount)
            spread(f.line, "accrual", f.first, min(f.last, r.programme), f.amount,
                   days(f.first, f.last))
        return [{"fiscal_year": y, "line": line, **v} for (y, line), v in sorted(rows.items())]

    def ledger(self):
        """Entries of renewing in its window, summed by contract, kind and day."""
        sums = {}
        for f in self.renew.flows(self.renew.window):
            if f.contract is not None:
                key = (f.contract.sku, f.kind, text_of(f.due))
                sums[key] = sums.get(key, 0.0) + f.amount
        return [{"contract": c, "kind": k, "due": d, "amount": v}
                for (c, k, d), v in sorted(sums.items(), key=lambda x: (x[0][2], str(x[0])))]

    def cash(self, option, first, last, counts=lambda f: True):
        """What falls due from `first` to `last`, cashable, events left out (R.14)."""
        total = []
        for f in filter(counts, option.flows(max(last, self.renew.programme), cut=False)):
            if f.side != "cost" or f.cls != "cashable" or f.kind == "risk":
                continue
            if f.in_arrears:
                n = days(max(f.first, first), min(f.last, last))
                total.append(f.amount * n / days(f.first, f.last))
            elif first <= f.due <= last:
                total.append(f.amount)
        return math.fsum(total)

    def cash_12(self, option):
        a = self.p.as_of
        return self.cash(option, a, add(a, 12))

    def annuity(self, end):
        """5: A of the equivalent annual net benefit."""
        p = self.p
        left = min(self.left_on(c) for c in p.contracts)
        sum_ = []
        for m, first, last, full in self.renew.months(end):
            share = days(max(first, left + 1), last) / full
            sum_.append(share * (1 + p.rate) ** (-m / 12))
        return math.fsum(sum_) / 12

    def option_figures(self):
        rows = []
        switches = [o for o in self.switches if o]
        for o in [self.renew] + self.offers + switches + [self.leaving, self.nothing]:
            row = {"option": o.name, "alternative": o.alternative,
                   "cash_12_months": self.cash_12(o)}
            if o is self.leaving:
                zero = "npv_programme npv_cashable npv_with_capacity npv_all npv_per_year"
                row.update(dict.fromkeys(zero.split(), 0.0), npv={"mean": 0.0},
                           feasible=all(x.feasible for x in self.leaves.values()))
            else:
                d = Difference(o, self.leaving, o.window)
                row.update(npv={"mean": d.npv()}, npv_cashable=d.npv("cashable"),
                           npv_with_capacity=d.npv("with-capacity"), npv_all=d.npv("all"),
                           npv_programme=Difference(o, self.leaving, o.programme).npv(),
                           npv_per_year=d.npv() / self.annuity(o.window),
                           bound_until=text_of(o.bound), window_end=text_of(o.window))
            if len(self.p.contracts) == 1 and o.name != "switch":
                terms = [] if o is self.leaving else o.lives[0].terms
                row["seats"] = terms[-1].clauses.seats_on(self.signed) if terms else 0
            rows.append(row)
        return rows

    def nobody_acts(self, c, life):
        """1, If nobody acts; R.15: for service after L, of licences and commitments."""
        left, end = self.left_on(c), self.nothing.window
        total = []
        for e in life.entries:
            first, last = max(e.first, left + 1), min(e.last, end)
            renewed = e.kind in ("licence", "added", "true-up", "commitment", "prepaid")
            if renewed and e.due >= self.p.as_of and first <= last:
                total.append(e.amount * days(first, last) / days(e.first, e.last))
        return math.fsum(total)

    def verdict(self):
        p = self.p
        rows = []
        for c, life in zip(p.contracts, self.nothing.lives):
            by = self.leaves[c].act_by
            internal = None if by is None else max(p.as_of, by - c.lead)
            rows.append({"contract": c.sku, "act_by": text_of(by),
                         "internal_act_by": text_of(internal),
                         "leaves_on": text_of(self.left_on(c)), "money": self.nobody_acts(c, life)})
        rows.sort(key=lambda x: (x["act_by"] or "9999", x["contract"] or ""))
        dated = [x for x in rows if x["act_by"]]
        _, _, last = self.fiscal_year(p.as_of)
        _, first, last = self.fiscal_year(last + 1)
        spend = self.cash(self.renew, first, last)
        committed = self.cash(self.leaving, first, last, lambda f: f.contract is not None)
        return {"act_by": dated[0]["act_by"] if dated else None,
                "internal_act_by": min((x["internal_act_by"] for x in dated), default=None),
                "deadlines": dated, "if_nobody_acts": math.fsum(x["money"] for x in rows),
                "fiscal_year": {"spend": spend, "committed": committed,
                                "avoidable": spend - committed, "budget": p.budget}}


def main(arguments):
    if arguments == ["--self-test"]:
        import money_cases
        return money_cases.self_test()
    for folder in arguments:
        json.dump(Money(folder).result(), sys.stdout, indent=1)
        print()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
