"""A contract's terms, prices, invoices and meters. Sections 1 and 2."""

import math
from collections import namedtuple
from datetime import date
from types import SimpleNamespace

from money_dates import (DEFAULTS, add, day, days, last_of_month, number, read_csv, step_at,
                         steps_of, whole_months)

# ------------------------------------------------------- Terms and clauses (1, 2)

Term = namedtuple("Term", "start end clauses factor baseline_factor kind")
# kind: "running", "renewal", "signed" (a signature), "extended"

Entry = namedtuple("Entry", "contract kind due first last seats original amount currency")
# kind: licence, added, true-up, commitment, metered, prepaid, credit

Held = namedtuple("Held", "first last seats planned")
# Paid seats of a span; planned: the day on which they were added, else None


class Contract:
    """One contract of pilot.json, with its clauses and its running term."""

    def __init__(self, c, pilot, index=0, start=None):
        self.pilot, self.index, self.json = pilot, index, c
        self.sku = c.get("sku")
        self.currency = c.get("currency", pilot.currency)
        self.clauses = Clauses(c, pilot)
        self.seat_growth = number(c.get("seat_growth", 0))
        self.proration = c.get("proration", DEFAULTS["proration"])
        self.lead = number(c.get("lead_days", DEFAULTS["lead_days"]))
        self.at_end, self.extended_uplift = end_of_term(c)
        meters = c.get("metered", [])
        self.meters = [Meter(m, self) for m in (meters if isinstance(meters, list) else [meters])]
        self.find_running_term(c, start)

    def yearly_spend(self):
        """What orders the contracts: price a year x seats, converted at as_of."""
        q = self.clauses.seats_on(self.pilot.as_of)
        return self.clauses.price * 12 * q * self.pilot.fx(self.currency, self.pilot.as_of)

    def find_running_term(self, c, start):
        """1, Terms; R.1. `start`: a contract that is signed on the day before it."""
        a = self.pilot.as_of
        first = day(c["term_start"]) if "term_start" in c and start is None else None
        end = day(c["term_end"]) if "term_end" in c and start is None else None
        months = self.months = term_months(c, first, end)
        self.clauses.months = months
        self.signed_again = self.clauses
        self.running = self.lapsed = None
        self.in_extension = False  # the term is over, its extended service runs
        self.anchor = (start or a + 1) - 1  # the last day before the term to be signed
        if first is None and end is None:
            return
        end = add(first - 1, months) if end is None else end
        first = add(end, -months) + 1 if first is None else first
        self.anchor, self.rolled = end, 0
        if end < a and self.at_end == "renew":
            while add(end, self.rolled * months) < a:
                self.rolled += 1
            first = add(end, (self.rolled - 1) * months) + 1
            self.running = (first, add(end, self.rolled * months))
        elif end < a and self.at_end == "extended-service":
            self.running, self.in_extension = (first, end), True
            self.signed_again = self.clauses.for_offer({"term_months": months})
        elif end < a:
            self.lapsed, self.anchor = (first, end), a
        else:
            self.running = (first, end)


def term_months(c, first, end):
    if "term_months" in c:
        return number(c["term_months"])
    if first is None or end is None:
        return 12
    a, b = date.fromordinal(first), date.fromordinal(end + 1)
    months = 12 * (b.year - a.year) + b.month - a.month + (b.day - a.day) / 30.4375
    return max(1, math.floor(months + 0.5))  # to the nearest


def end_of_term(c):
    """What happens if nobody acts: (action, uplift of extended service)."""
    e = c.get("end_of_term")
    if e is None:
        return ("renew" if c.get("auto_renew", False) else "lapse"), 0.0
    return e["action"], number(e.get("uplift", 0.03))


class Clauses:
    """What prices an invoice: a contract's, or an offer's over the contract's."""

    def __init__(self, c, pilot):
        get = lambda key, default=0: number(c.get(key, default))
        self.pilot = pilot
        self.billing = c.get("billing", DEFAULTS["billing"])
        self.unit = 12.0 if c.get("per", "seat-month") == "seat-year" else 1.0
        self.price = get("price") / self.unit
        tiers = c.get("tiers") or [{"from_seats": 1, "price": 1}]
        self.tiers = [(number(t["from_seats"]), number(t["price"])) for t in tiers]
        self.marginal = c.get("tier_rule", "volume") == "marginal"
        self.bundle = c.get("price_basis", "add-on") == "bundle"
        self.baseline = get("baseline_price") / self.unit if self.bundle else 0.0
        self.baseline_uplift = get("baseline_uplift")
        self.uplift, self.cap = get("renewal_uplift"), number(c.get("renewal_cap", math.inf))
        self.locked_until = day(c["price_lock_until"]) if "price_lock_until" in c else -math.inf
        self.surcharge = get("monthly_billing_surcharge")
        self.discount = get("multi_year_discount")
        self.vat = get("vat_irrecoverable")
        self.min_seats = get("min_seats")
        self.purchased = get("seats_purchased", pilot.people)
        self.seat_steps = steps_of(c.get("seats_schedule"), "seats")
        self.price_steps = [(d, v / self.unit)
                            for d, v in steps_of(c.get("price_schedule"), "price")]
        promotion = c.get("promotion")
        self.promotion = (number(promotion["price"]) / self.unit,
                          day(promotion["until"])) if promotion else None
        self.exits = c.get("exits")
        self.notice = get("notice_days")

    def for_offer(self, offer):
        """An offer's terms over the contract's (2, offers)."""
        o = SimpleClauses(self)
        o.months = number(offer["term_months"])
        o.billing = offer.get("billing", self.billing)
        o.min_seats = number(offer.get("min_seats", self.min_seats))
        o.cap = number(offer.get("renewal_cap", self.cap))
        o.exits = offer.get("exits", self.exits)
        o.own_price = offer.get("price") is not None
        if o.own_price:
            o.price = number(offer["price"]) / self.unit
            o.price_steps, o.promotion = [], None
        return o

    def step(self):
        return 12 if self.billing == "annual-upfront" else 1

    def seats_on(self, d):
        return max(self.min_seats, step_at(self.seat_steps, d, self.purchased))

    def total(self, price, seats):
        """P(Q): total price a month by tier, each in its ratio to the first."""
        ratio = [(first, p / self.tiers[0][1]) for first, p in self.tiers]
        if not self.marginal:
            reached = [r for first, r in ratio if first <= max(seats, 1)]
            return price * seats * reached[-1]
        sum_ = 0.0
        for j, (first, r) in enumerate(ratio):
            last = ratio[j + 1][0] - 1 if j + 1 < len(ratio) else math.inf
            sum_ += price * r * max(0.0, min(seats, last) - first + 1)
        return sum_

    def month_price(self, term, due, first, last, seats):
        """2, L without fx: what all `seats` cost a month, billed on day `due`."""
        in_force = due if term.kind != "extended" else term.start - 1
        scheduled = bool(self.price_steps) and self.price_steps[0][0] <= in_force
        price = step_at(self.price_steps, in_force, self.price)
        p = self.total(price, seats)
        if self.promotion and self.promotion[1] >= first:
            w = days(first, min(last, self.promotion[1])) / days(first, last)
            p = w * self.total(self.promotion[0], seats) + (1 - w) * p
        p *= term.factor[1] if scheduled else term.factor[0]
        if self.long_term(term):
            p *= 1 - self.discount
        if self.billing == "annual-monthly":
            p *= 1 + self.surcharge
        return (p - self.baseline * seats * term.baseline_factor) * (1 + self.vat)

    def long_term(self, term):
        start, end = term.start, term.end
        if term.kind == "extended":  # its price is that of the term that ended
            start, end = term.of
        return end > add(start - 1, 12)


class SimpleClauses(Clauses):
    def __init__(self, other):
        self.__dict__.update(other.__dict__)


class ExtendedTerm(SimpleNamespace):
    """An extended service, from `start` on; `of` is the term that ended."""


# ---------------------------------------------- Lives: a contract in an option


class Life:
    """A contract's terms, entries and seats in one option, up to day `until`.

    `plan`: "renewing", "leaving" (what runs by itself) or "nothing". `end`: the
    last day of service. `offer` begins on the day after `cut`.
    """

    def __init__(self, contract, plan, until, end=None, refund=False, cut=None,
                 offer=None, sign_after=None, additions=None, reduce=None, unused_from=None):
        self.c, self.plan, self.until = contract, plan, until
        self.end = math.inf if end is None else end
        self.cut, self.offer = cut, offer
        self.sign_after = -math.inf if sign_after is None else sign_after
        self.additions = additions or []
        self.reduce = reduce  # (last day before it, seats, refunded)
        self.refund = refund  # at `end` or `cut`
        self.unused_from = math.inf if unused_from is None else unused_from
        self.entries, self.seats = [], []
        self.terms = list(self.make_terms())
        for term in self.terms:
            self.bill(term)
        if refund:
            self.credit(self.end if offer is None else cut)
        if reduce and reduce[2]:
            self.credit_reduction()
        for meter in contract.meters:
            meter.bill(self)

    # 1, Terms; 2, Uplift

    def make_terms(self):
        if self.offer is None:
            yield from self.own_terms(self.plan, min(self.until, self.end))
            return
        yield from self.own_terms("leaving", self.cut)
        yield from self.offer_terms()

    def own_terms(self, plan, limit):
        """The contract's terms that begin by day `limit`."""
        c = self.c
        self.risen = (1.0, 1.0, None)  # factor, the baseline's, day of the last rise
        if plan == "past":
            yield Term(*c.lapsed, c.clauses, (1.0, 1.0), 1.0, "running")
            return
        if c.running:
            ended = Term(*c.running, c.clauses, (1.0, 1.0), 1.0, "running")
            self.risen = (1.0, 1.0, ended.start)
            yield ended
        if plan != "renewing" and not (c.running and c.at_end == "renew"):
            if c.running and c.at_end == "extended-service" and c.running[1] < limit:
                yield self.extended(ended)
            return
        k = c.rolled if c.running else 0
        end = c.running[1] if c.running else c.anchor
        anchor, together = c.anchor, c.pilot.co_terminate if plan == "renewing" else None
        while end < limit:
            start, k = end + 1, k + 1
            end = add(anchor, k * c.months)
            if together and self.sign_after < start <= together <= end:
                end, anchor, k, together = together, together, 0, None
            yield self.later_term(c.clauses, start, end)

    def later_term(self, clauses, start, end):
        kind = "renewal" if self.risen[2] else "signed"
        self.risen = rise(clauses, start, self.risen[2], *self.risen[:2])
        return Term(start, end, clauses, (self.risen[0], 1.0), self.risen[1], kind)

    def offer_terms(self):
        """2, offers: its first price is the offered one; twelve months count anew.
        `co_terminate` holds where the contract itself is signed again."""
        o, end, k = self.offer, self.cut, 0
        anchor, again = self.cut, self.offer is self.c.signed_again
        together = self.c.pilot.co_terminate if again else None
        first = True
        while end < self.until:
            start, k = end + 1, k + 1
            end = add(anchor, k * o.months)
            if together and start <= together <= end:
                end, anchor, k, together = together, together, 0, None
            term = self.later_term(o, start, end)
            if first:
                first, factor = False, 1.0 if o.own_price else self.risen[0]
                self.risen = (factor, self.risen[1], start)
                term = term._replace(factor=(factor, 1.0))
            yield term

    def extended(self, ended):
        """2, end_of_term: by the month in advance, refunded by the day."""
        f = ended.factor[0] * (1 + self.c.extended_uplift)
        return ExtendedTerm(start=ended.end + 1, end=math.inf, clauses=ended.clauses,
                            factor=(f, 1 + self.c.extended_uplift),
                            baseline_factor=ended.baseline_factor, kind="extended",
                            of=(ended.start, ended.end))

    # 1, Invoices; 2, Added seats

    def last_service(self, term):
        if self.offer and term.clauses is not self.offer:
            return min(term.end, self.cut)
        return min(term.end, self.end)

    def bill(self, term):
        step = 1 if term.kind == "extended" else term.clauses.step()
        last_service = min(self.last_service(term), self.until)
        k, due = 0, term.start
        while due <= last_service:
            full = add(term.start - 1, (k + 1) * step)
            self.bill_period(term, step, due, min(full, term.end), full)
            k += 1
            due = full + 1 if full < term.end else math.inf

    def bill_period(self, term, step, due, to, full):
        months = step
        if to < full:
            months = whole_months(due - 1, to)
            if not months:
                months = step * days(due, to) / days(due, full)
        served = min(to, self.last_service(term))
        base, added = self.base_seats(term, due), self.added_by(due)
        self.invoice(term, "licence", due, due, to, base, months, base + added)
        self.invoice(term, "added", due, due, to, added, months, base + added)
        self.seats.append(Held(due, served, base, None))
        self.seats += [Held(due, served, n, d) for d, n in self.additions if d <= due]
        joined = self.raises(term, due, served, base)
        for d, more, planned in joined:
            seats = base + added + sum(n for when, n, _ in joined if when <= d)
            self.seats.append(Held(d, served, more, d if planned else None))
            self.bill_added(term, step, d, to, full, due, more, seats, planned)

    def base_seats(self, term, d):
        seats = term.clauses.seats_on(d)
        if self.reduce and d > self.reduce[0]:
            return min(seats, self.reduce[1])
        return seats

    def added_by(self, d):
        return sum(n for when, n in self.additions if when <= d)

    def raises(self, term, due, served, paid):
        """Seats that join inside a paid period: scheduled ones, then planned."""
        found = []
        for d in sorted({s for s, _ in term.clauses.seat_steps if due < s <= served}):
            more = self.base_seats(term, d) - paid
            if more > 0:
                found.append((d, 0, more, False))
                paid += more
        found += [(d, 1, n, True) for d, n in self.additions if due < d <= served]
        return [(d, n, planned) for d, _, n, planned in sorted(found)]

    def bill_added(self, term, step, d, to, full, due, more, seats, planned):
        """2, Added seats; R.13: at once by days, or as `proration` says."""
        rule = self.c.proration if planned else "daily"
        months = step * days(d, to) / days(due, full)
        if rule == "none":  # the paid period's price
            months = (whole_months(due - 1, to)
                      or step * days(due, to) / days(due, full)) if to < full else step
        elif rule in ("monthly", "true-up"):
            begun = max(j for j in range(step) if add(due - 1, j) < d)
            months = whole_months(due - 1, to)
            months = (months or math.ceil(step * days(due, to) / days(due, full))) - begun
        if rule == "true-up":  # for what was served, on the paid period's last day
            self.invoice(term, "true-up", to, d, to, more, months, seats)
        else:
            self.invoice(term, "added", d, d, to, more, months, seats)

    def invoice(self, term, kind, due, first, last, seats, months, all_seats):
        if seats == 0:
            return
        unit = term.clauses.month_price(term, due, first, last, all_seats) / all_seats
        original = unit * seats * months
        rate = self.c.pilot.fx(self.c.currency, due)
        self.entries.append(Entry(self.c, kind, due, first, last, seats, original,
                                  original * rate, self.c.currency))

    def credit(self, end):
        """R.7: what is paid for days after `end` comes back on the next day."""
        for e in list(self.entries):
            if e.due <= end < e.last and e.kind in ("licence", "added") and (
                    self.offer is None or e.first <= end):
                share = days(end + 1, e.last) / days(e.first, e.last)
                self.entries.append(e._replace(
                    kind="credit", due=end + 1, first=end + 1, original=-e.original * share,
                    amount=-e.amount * share))

    def credit_reduction(self):
        end, seats, _ = self.reduce
        for e in list(self.entries):
            if e.due <= end < e.last and e.kind in ("licence", "added"):
                share = (e.seats - seats) / e.seats * days(end + 1, e.last) / days(e.first, e.last)
                self.entries.append(e._replace(
                    kind="credit", due=end + 1, first=end + 1, original=-e.original * share,
                    amount=-e.amount * share))
        self.seats = [s for h in self.seats
                      for s in (h._replace(last=min(h.last, end)),
                                h._replace(first=max(end + 1, h.first), seats=seats))
                      if s.first <= s.last]

    def seats_at(self, d):
        return sum(h.seats for h in self.seats if h.first <= d <= h.last)

    def service(self):
        """Spans of service after as_of, without gaps where they touch."""
        spans = []
        for first, last, n, _ in sorted(self.seats, key=lambda h: h[:3]):
            if n <= 0 or last < first:
                continue
            if spans and first <= spans[-1][1] + 1:
                spans[-1][1] = max(spans[-1][1], last)
            else:
                spans.append([first, last])
        return spans

    def term_at(self, d):
        return next((t for t in self.terms if t.start <= d <= t.end), None)


def rise(clauses, start, last, factor, base):
    """2, Uplift; R.5: (factor, factor of the baseline, last rise) from `start` on."""
    if last is None:
        return factor, base, start
    if add(last - 1, 12) + 1 > start:
        return factor, base, last
    base *= 1 + clauses.baseline_uplift
    if start > clauses.locked_until:
        factor *= 1 + min(clauses.uplift, clauses.cap)
    return factor, base, start


# ------------------------------------------------------------- Metered usage (2)


class Meter:
    """Metered usage: its price, its commitment and the distribution of its use."""

    def __init__(self, m, contract):
        self.c, pilot = contract, contract.pilot
        self.price = number(m["unit_price"]) * number(m.get("multiplier", 1))
        multiple = number(m.get("multiplier", 1))
        self.steps = [(d, v * multiple) for d, v in steps_of(m.get("price_schedule"), "price")]
        included = m.get("included", m.get("included_per_seat_month", 0))
        self.included = (steps_of(included, "per_seat_month") if isinstance(included, list)
                         else [(-math.inf, number(included))])
        self.commit = number(m.get("commit_per_month", 0))
        self.currency = m.get("currency", contract.currency)
        growth = m.get("growth_per_month")
        self.units = number(m["units_per_month"]) if "units_per_month" in m else None
        self.series = None
        if "usage" in m:
            self.series = monthly_units(read_csv(pilot.folder, m["usage"]))
            self.fit(None if growth is None else number(growth))

    def fit(self, growth):
        """2, Forecast: the slope, the level it starts from, the spread about it."""
        units = [u for _, u in self.series]
        n = len(units)
        mean = math.fsum(units) / n
        slope, flat_t = ols_slope([math.log(u) for u in units]) if min(units) > 0 else (0, 0)
        fitted = slope if n > 3 and abs(flat_t) >= 2 else 0.0
        self.damped = growth is None
        self.g = fitted if growth is None else growth
        if fitted == 0 or growth == 0:
            self.level = mean
            ss = math.fsum((u - mean) ** 2 for u in units)
            self.cv = math.sqrt(ss / (n - 1)) / mean if n > 1 else 0.0
            return
        logs = math.fsum(math.log(u) for u in units) / n
        line = [math.exp(logs + fitted * (i - (n - 1) / 2)) for i in range(n)]
        self.level = line[-1]
        ss = math.fsum((u / f - 1) ** 2 for u, f in zip(units, line))
        self.cv = math.sqrt(ss / (n - 2))

    def spread(self):
        return self.series is not None and self.cv > 0

    def use(self, month_last):
        """Expected units of the calendar month that ends on `month_last`."""
        if self.series is None:
            return self.units or 0.0
        x, y = date.fromordinal(month_last), date.fromordinal(self.series[-1][0])
        h = (x.year - y.year) * 12 + x.month - y.month
        steps = math.fsum(0.9 ** i for i in range(1, h + 1)) if self.damped else h
        return self.level * math.exp(self.g * steps)

    def expected_bill(self, use, pool, price):
        """(commitment, what comes on top): the mean of max(commit, over x price)."""
        if price == 0:
            return self.commit, 0.0
        k = pool + self.commit / price
        return self.commit, price * mean_excess(use, getattr(self, "cv", 0.0), k)

    def price_on(self, life, due):
        if self.steps and self.steps[0][0] <= due:
            return step_at(self.steps, due, self.price)
        term = life.term_at(due)
        # Extended service raises the seat's price alone.
        return self.price * (term.factor[0] / term.factor[1] if term else 1.0)

    def bill(self, life):
        """One bill a calendar month in arrears, a cut month by days."""
        for first, last in life.service():
            d = max(first, self.c.pilot.as_of + 1)
            while d <= min(last, life.until):
                end = last_of_month(d)
                stop = min(end, last)
                if d < life.unused_from <= stop:
                    stop = life.unused_from - 1
                self.bill_month(life, d, stop, end)
                d = stop + 1

    def bill_month(self, life, first, last, month_last):
        length = date.fromordinal(month_last).day
        use = 0.0 if first >= life.unused_from else self.use(month_last)
        pool = life.seats_at(last) * step_at(self.included, last, 0.0)
        fixed, more = self.expected_bill(use, pool, self.price_on(life, last))
        share = days(first, last) / length * (1 + self.c.clauses.vat)
        for kind, amount in (("commitment", fixed), ("metered", more)):
            if amount:
                pilot = self.c.pilot
                life.entries.append(Entry(
                    self.c, kind, last, first, last, 0, amount * share,
                    amount * share * pilot.fx(self.currency, last), self.currency))


def monthly_units(rows):
    sums = {}
    for r in rows:
        year, month = map(int, r["period"].split("-")[:2])
        d = date(year, month, 1).toordinal()
        sums[d] = sums.get(d, 0.0) + float(r["units"])
    return sorted(sums.items())


def ols_slope(y):
    """Slope on 0, 1, 2... and its t by Newey-West with one lag."""
    n = len(y)
    if n < 3:
        return 0.0, 0.0
    x = [i - (n - 1) / 2 for i in range(n)]
    mean = math.fsum(y) / n
    sxx = math.fsum(v * v for v in x)
    b = math.fsum(v * (w - mean) for v, w in zip(x, y)) / sxx
    e = [w - mean - b * v for v, w in zip(x, y)]
    s = [v * r for v, r in zip(x, e)]
    var = math.fsum(v * v for v in s) + math.fsum(u * v for u, v in zip(s, s[1:]))
    se = math.sqrt(max(var, 0.0)) / sxx
    if se <= 1e-12 * abs(b):
        return b, (math.inf if abs(b) > 1e-12 else 0.0)
    return b, b / se


def normal_cdf(z):
    return 0.5 * math.erfc(-z / math.sqrt(2))


def mean_excess(mean, cv, k):
    """E max(0, U - k), U lognormal with this mean and coefficient of variation."""
    if k <= 0:
        return mean - k
    if mean <= 0:
        return 0.0
    if cv < 1e-12:
        return max(0.0, mean - k)
    s = math.sqrt(math.log1p(cv * cv))
    d1 = math.log(mean / k) / s + s / 2
    return mean * normal_cdf(d1) - k * normal_cdf(d1 - s)
