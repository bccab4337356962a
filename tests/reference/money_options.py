"""Cost and benefit lines, and options as ledgers of dated flows. Sections 2, 3, 5."""

import math
from collections import namedtuple
from types import SimpleNamespace

from money_dates import add, day, days, month_of, number
from money_terms import Contract, Life, Meter

# ------------------------------------------------- Lines beside the contracts (3)


class Line:
    """A cost or benefit that accrues by days, or falls on one day."""

    def __init__(self, x):
        self.id = x["id"]
        self.first = day(x["from"]) if "from" in x else None
        self.last = day(x["to"]) if "to" in x else math.inf
        self.ramp = number(x.get("ramp_months", 0))
        self.q = number(x.get("risk_adjustment"))
        self.amount_per_seat = number(x.get("amount_per_seat", 0))
        self.hours_per_seat = number(x.get("hours_per_seat", 0))
        self.amount_per_year = number(x.get("amount_per_year", 0))
        self.cls = x.get("class")


class Benefit(Line):
    def __init__(self, x, pilot):
        super().__init__(x)
        self.kind = x["kind"]
        self.cls = self.cls or "capacity"
        if self.cls == "cashable" and not all(k in x for k in ("budget_line", "owner", "from")):
            self.cls = "capacity"
        if self.kind == "revenue":
            if "margin" not in x:
                raise ValueError("revenue needs its margin")
            margin = number(x["margin"])
            self.amount_per_year *= margin
            self.amount_per_seat *= margin
        self.ramp = self.ramp or pilot.ramp
        self.release = []
        for r in x.get("release", []) if self.cls == "cashable" else []:
            wage_bound = "fte" in r
            value = (number(r["fte"]) * number(x["annual_cost_per_fte"]) if wage_bound
                     else number(r["amount"]))
            self.release.append((day(r["from"]), value, wage_bound))
        delayed = add(pilot.as_of, pilot.delay) + 1 if pilot.delay else None
        self.first = max(filter(None, (self.first, delayed)), default=None)


ONE_OFF = {"one-off", "implementation", "data-cleanup", "review", "training-delivery",
           "training-attendance", "change-management", "pilot-evaluation"}


class Cost(Line):
    def __init__(self, x):
        super().__init__(x)
        self.kind = x["kind"]
        self.amount = number(x.get("amount", 0))
        self.exit = self.kind == "exit"
        self.one_off = not self.exit and self.kind in ONE_OFF and self.amount_per_year == 0
        self.cls = self.cls or ("capacity" if self.hours_per_seat else "cashable")
        self.date = day(x["date"]) if "date" in x else None
        self.committed = x.get("committed", False)
        self.all_seats = x.get("applies_to", "new-seats") == "all"
        self.fte = number(x.get("fte", 0)) * number(x.get("annual_cost_per_fte", 0))


def ramped_days(line, first, last, begin):
    """Days first...last of a line, each with the share that the ramp has reached."""
    first, last = max(first, begin), min(last, line.last)
    n = days(first, last)
    if n == 0 or not line.ramp:
        return float(n)
    length = add(begin - 1, line.ramp) - (begin - 1)

    def integral(x):
        return x * x / 2 / length if x < length else x - length / 2
    return integral(last - begin + 1) - integral(first - begin)


# ----------------------------------------------------------- Options as ledgers (5)

Flow = namedtuple("Flow", "line side cls due first last amount in_arrears kind contract")


class Option:
    """A whole ledger from as_of: flows of contracts, costs, benefits and risks."""

    def __init__(self, pilot, name, lives, window, bound=None, programme=None, kept=True,
                 signed=None, exit_on=None, switch=None, alternative=None):
        self.pilot, self.name, self.lives = pilot, name, lives
        self.window, self.bound, self.programme = window, bound, programme
        self.kept, self.signed, self.exit_on = kept, signed, exit_on
        self.switch, self.alternative = switch, alternative

    def flows(self, end, cut=True):
        """Every dated entry from as_of to day `end`; cut there if `cut`."""
        p, a = self.pilot, self.pilot.as_of
        found = []
        for life in self.lives:
            for e in life.entries:
                if e.due >= a:
                    arrears = e.kind in ("metered", "commitment")
                    found.append(Flow(line_of(e, p), "cost", "cashable", e.due, e.first, e.last,
                                      e.amount, arrears, e.kind, e.contract))
        found += self.one_offs()
        found = [self.cut(f, end) if cut else f for f in found
                 if (f.first if cut or f.in_arrears else f.due) <= end]
        benefits = self.benefit_flows(end)
        found += benefits + self.recurring(end) + self.risk_flows(end, benefits)
        return [f for f in found if f.amount != 0]

    @staticmethod
    def cut(f, end):
        """R.10: service after the window's end goes, and its money with it."""
        if f.last <= end:
            return f
        share = days(f.first, end) / days(f.first, f.last)
        return f._replace(amount=f.amount * share, last=end, due=min(f.due, end))

    # One-offs (2, One-offs and projects; R.20)

    def one_offs(self):
        p = self.pilot
        found = []
        put = lambda c, d, amount: found.append(
            Flow(c.id, "cost", c.cls, d, d, d, amount, False, "one-off", None))
        for c in p.costs:
            if c.exit:
                if self.exit_on:
                    put(c, self.exit_on, self.size_of(c, self.exit_on))
            elif c.one_off:
                d = c.date if c.date is not None else self.signed
                if self.kept or c.committed:
                    if d >= p.as_of:  # what is spent is spent
                        put(c, d, self.size_of(c, d))
                    for when, n in self.planned():
                        put(c, max(d, when), n * self.per_seat(c, max(d, when)))
        if self.exit_on and p.exit_cost:
            found.append(Flow("exit", "cost", "cashable", self.exit_on, self.exit_on,
                              self.exit_on, p.exit_cost, False, "one-off", None))
        if self.switch:
            found += self.switch.one_offs()
        return found

    def planned(self):
        return [x for life in self.lives for x in life.additions]

    def per_seat(self, c, d):
        return c.amount_per_seat + c.hours_per_seat * self.pilot.wage * self.growth_on(d)

    def size_of(self, c, d):
        total = c.amount
        if c.all_seats or c.exit:
            seats = sum(self.base_seats(x, d, c.committed) for x in self.lives
                        if x.c in self.pilot.contracts)
            total += c.amount_per_seat * seats
            total += c.hours_per_seat * self.pilot.people * self.pilot.wage * self.growth_on(d)
        return total

    def base_seats(self, life, d, committed):
        """Seats of a contract without the planned ones; none once it lapsed. What is spent in
        any case is spent for the contract's own seats, whatever is signed instead."""
        if committed:
            return life.c.clauses.seats_on(d)
        if self.kept and all(d > h.last for h in life.seats):
            return 0
        term = life.term_at(d)
        return (term.clauses if term else life.c.clauses).seats_on(d)

    # Lines that accrue (3; R.12)

    def months(self, end):
        """(m, first, last, days of the full month) up to day `end`."""
        a, m = self.pilot.as_of, 1
        while add(a, m - 1) < end:
            full = add(a, m)
            yield m, add(a, m - 1) + 1, min(full, end), full - add(a, m - 1)
            m += 1

    def growth(self, m):
        return (1 + self.pilot.wage_growth) ** ((m - 1) // 12)

    def growth_on(self, d):
        return self.growth(month_of(self.pilot, d))

    def shares(self):
        """(share of all contracts' seats, first, last) of service after as_of."""
        p = self.pilot
        seats = {c: c.clauses.seats_on(p.as_of) for c in p.contracts}
        total = sum(seats.values())
        found = []
        for life in self.lives:
            if life.c not in seats:
                continue
            share = seats[life.c] / total if total else 1 / len(seats)
            for first, last in life.service():
                if life.reduce and life.reduce[0] < last:
                    cut = life.reduce[0]
                    keep = share * life.reduce[1] / seats[life.c]
                    found.append((share, first, min(last, cut)))
                    found.append((keep, max(first, cut + 1), last))
                else:
                    found.append((share, first, last))
        return [x for x in found if x[1] <= x[2]]

    def accrue(self, line, first, last, begin, spans):
        """(days weighted by share and ramp, first day, last day) of a month."""
        weight, low, high = 0.0, None, None
        for share, f, t in spans:
            f, t = max(f, first, begin), min(t, last, line.last)
            if f <= t:
                weight += share * ramped_days(line, f, t, begin)
                low, high = min(low or f, f), max(high or t, t)
        return weight, low, high

    def begin(self, line):
        return line.first if line.first is not None else self.pilot.as_of + 1

    def benefit_spans(self):
        spans = self.shares()
        if not self.switch:
            return spans
        old = [(s, f, min(t, self.switch.day - 1)) for s, f, t in spans if f < self.switch.day]
        return old + [(self.switch.factor, self.switch.day, math.inf)]

    def benefit_flows(self, end):
        p = self.pilot
        found = []
        for line in p.benefits:
            spans, begin = self.benefit_spans(), self.begin(line)
            for m, first, last, full in self.months(end):
                weight, low, high = self.accrue(line, first, last, begin, spans)
                amount = weight / full / 12 * self.benefit_rate(line, m)
                if line.release:
                    amount = self.released(line, m, first, last, spans) / full / 12
                    low, high = first, last
                if amount:
                    found.append(Flow(line.id, "benefit", line.cls, last, low, high, amount,
                                      True, "benefit", None))
        return found

    def benefit_rate(self, line, m):
        p = self.pilot
        hours = line.hours_per_seat * p.wage * self.growth(m) * p.realisation
        return line.amount_per_year + p.people * (line.amount_per_seat + hours)

    def released(self, line, m, first, last, spans):
        total = 0.0
        for begin, value, wage_bound in line.release:
            weight, _, _ = self.accrue(line, first, last, max(begin, self.begin(line)), spans)
            total += weight * value * (self.growth(m) if wage_bound else 1.0)
        return total

    def recurring(self, end):
        p = self.pilot
        found = []
        lines = [(c, self.shares(), self.seat_spans()) for c in p.costs
                 if not (c.one_off or c.exit)]
        if self.switch:
            lines += self.switch.recurring()
        for c, spans, seat_spans in lines:
            begin = self.begin(c)
            for m, first, last, full in self.months(end):
                weight, low, high = self.accrue(c, first, last, begin, spans)
                wages = c.fte + p.people * c.hours_per_seat * p.wage
                amount = weight * (c.amount_per_year + wages * self.growth(m))
                parts = [(amount, low, high)]
                for held in seat_spans if c.amount_per_seat else []:
                    seat_days, low, high = self.accrue(c, first, last, begin, held)
                    parts.append((seat_days * c.amount_per_seat, low, high))
                found += [Flow(c.id, "cost", c.cls, last, low, high, amount / full / 12, True,
                               "recurring", None) for amount, low, high in parts if amount]
        return found

    def seat_spans(self):
        """What per-seat costs follow, see held_together."""
        return held_together(h for life in self.lives if life.c in self.pilot.contracts
                             for h in life.seats)

    # Event risks (3, Event risk)

    def risk_flows(self, end, benefits):
        p = self.pilot
        found = []
        always = SimpleNamespace(first=None, last=math.inf, ramp=0)
        for r in p.risks:
            rate = -math.log1p(-number(r["probability_per_year"])) / 12
            cost, lost = number(r.get("cost", 0)), number(r.get("benefit_months_lost", 0))
            for m, first, last, full in self.months(end):
                weight, low, high = self.accrue(always, first, last, p.as_of + 1, self.shares())
                if weight:
                    found.append(Flow("risk:" + r["id"], "cost", "cashable", last, low, high,
                                      rate * cost * weight / full, True, "risk", None))
            for f in benefits:
                if self.switch and f.last >= self.switch.day:
                    continue
                found.append(f._replace(line="lost:" + f.line, amount=-rate * lost * f.amount))
        return found


def held_together(held):
    """Lists of (paid seats, first, last): one entry a month and list (R.11); planned
    seats are in lists of their own, by the day on which they were added."""
    lists = {}
    for h in held:
        if h.first <= h.last:
            lists.setdefault(h.planned, []).append((h.seats, h.first, h.last))
    return list(lists.values())


def line_of(entry, pilot):
    first = entry.contract is pilot.contracts[0] if pilot.contracts else True
    if entry.kind in ("metered", "commitment"):
        return "metered"
    name = "licences" if first else "licences:%s" % entry.contract.sku
    return name + (":added" if entry.kind in ("added", "true-up") else "")


class Switch:
    """5, Switch: an alternative that is used from `day` on."""

    def __init__(self, pilot, x, last_service, until):
        self.pilot, self.x = pilot, x
        available = day(x["available_from"]) if "available_from" in x else 0
        available = max(available, pilot.as_of + 1)
        self.day = max(available, last_service + 1)  # used from
        overlap = number(x.get("overlap_months", 0))
        self.paid = max(available, add(self.day - 1, -overlap) + 1)
        self.factor = number(x.get("benefit_factor", 1))
        self.contract = Contract(x["contract"], pilot, -1, start=self.paid)
        for meter in self.contract.meters:
            meter.take_use_of(pilot)
        self.life = Life(self.contract, "renewing", until)
        self.costs = [Cost(c) for c in x.get("costs", [])]

    def one_offs(self):
        found = []
        cost = number(self.x.get("switch_cost", 0))
        if cost:
            found.append(Flow("switch", "cost", "cashable", self.paid, self.paid, self.paid, cost,
                              False, "one-off", None))
        for c in self.costs:
            if c.one_off:
                d = c.date if c.date is not None else self.paid
                amount = c.amount + (c.amount_per_seat * self.contract.clauses.seats_on(d)
                                     + c.hours_per_seat * self.pilot.people * self.pilot.wage
                                     * self.growth(d))
                found.append(Flow(c.id, "cost", c.cls, d, d, d, amount, False, "one-off", None))
        return found

    def growth(self, d):
        return (1 + self.pilot.wage_growth) ** ((month_of(self.pilot, d) - 1) // 12)

    def recurring(self):
        spans = [(1.0, self.paid, math.inf)]
        seats = held_together(self.life.seats)
        return [(c, spans, seats) for c in self.costs if not (c.one_off or c.exit)]


def take_use_of(meter, pilot):
    """An alternative's meter runs on the use that is metered now, if none is given."""
    if meter.series is not None or meter.units is not None:
        return
    now = next((m for c in pilot.contracts for m in c.meters if m.series), None)
    if now:
        for key in ("series", "level", "g", "cv", "damped"):
            setattr(meter, key, getattr(now, key))


Meter.take_use_of = take_use_of
