"""When a contract can be left, where it is left, what renewing binds. Section 1."""

import math
from collections import namedtuple

from money_dates import add, last_of_month
from money_terms import Life

CENT = 0.005  # two costs of leaving that differ by less are the same

# -------------------------------------------------------- Exits and leaving (1)

Act = namedtuple("Act", "last_service act refund anchor anchor_kind")


def exits_of(clauses, action="cancel"):
    if clauses.exits is not None:
        return [x for x in clauses.exits if x["action"] == action]
    if action == "cancel":  # notice n is {cancel, term-end, null, -n}
        return [{"action": "cancel", "anchor": "term-end", "from_days": None,
                 "to_days": -clauses.notice}]
    return []


def anchors(kind, life, terms, until):
    """(anchor day, boundary: the last day before or on it) up to about `until`."""
    if kind == "term-end":
        return [(t.end, t.end) for t in terms if t.end < math.inf]
    if kind == "renewal":
        return [(t.start, t.start - 1) for t in terms]
    first = terms[0].start
    if kind == "purchase":
        return [(first, first - 1)]
    if kind == "anniversary":
        found, k = [], 1
        while add(first - 1, 12 * k) < until:
            last = add(first - 1, 12 * k)
            found.append((last + 1, last))
            k += 1
        return found
    d, found = last_of_month(min(life.c.pilot.as_of, first) - 400), []
    while d <= until:
        found.append((d, d))
        d = last_of_month(d + 1)
    return found


def acts(clauses, life, terms, until, action="cancel"):
    """Every permitted act on or after as_of that ends service by `until` (R.6)."""
    a = life.c.pilot.as_of
    found = []
    for x in exits_of(clauses, action):
        refund = x.get("refund", "none") == "prorata"
        for anchor, boundary in anchors(x["anchor"], life, terms, until):
            last_act = anchor + x["to_days"]
            low = x.get("from_days")
            first_act = a if low is None else max(a, anchor + low)
            if last_act < first_act:
                continue
            if first_act <= boundary + 1:
                act = min(last_act, boundary + 1)
                found.append(Act(boundary, act, refund, anchor, x["anchor"]))
            for d in range(max(first_act, boundary + 2), last_act + 1):
                found.append(Act(d - 1, d, refund, anchor, x["anchor"]))
    return [x for x in found if x.last_service <= until and x.last_service >= a - 1]


class Leaving:
    """1, Leaving: where contract c is left, and what it costs until then (R.7)."""

    def __init__(self, c, until, at_least=None, unused_from=None):
        self.c, self.until, self.reduces = c, until, None
        self.unused_from = unused_from
        self.refund = False
        if not c.running:
            self.last_service, self.act_by, self.feasible = c.pilot.as_of, None, True
            return
        if c.in_extension:  # any day ends it, the day before acting is the last
            self.last_service = max(c.pilot.as_of - 1, at_least or 0)
            self.act_by, self.feasible, self.refund = self.last_service + 1, True, True
            return
        life = Life(c, "leaving", until)
        terms = life.terms
        found = acts(c.clauses, life, terms, until)
        if c.at_end != "renew":
            end = c.running[1]
            found = [x for x in found if x.last_service < end]
            found.append(Act(end, end, False, end, "term-end"))
        found = [x for x in found if x.last_service >= (at_least or -math.inf)]
        self.feasible = bool(found)
        if not found and at_least is None:
            self.reduce_only(life)
        if not found:
            return
        self.choose(found, lambda x: self.cost(x))

    def choose(self, found, cost):
        """The least cost, the latest of the equal ones, the last day to act."""
        first = min(x.last_service for x in found)
        life = Life(self.c, "leaving", self.until)
        term = life.term_at(max(first + 1, life.terms[0].start))
        end = term.end if term else first
        if self.c.at_end != "renew":
            end = max(first, self.c.running[1])
        costs = [(cost(x), x) for x in found if x.last_service <= end]
        least = min(v for v, _ in costs)
        best = [x for v, x in costs if v <= least + CENT]
        self.last_service = max(x.last_service for x in best)
        best = [x for x in best if x.last_service == self.last_service]
        self.act_by = max(x.act for x in best)
        self.refund = any(x.refund for x in best)

    def cost(self, x):
        """Entries from as_of to the exit, credits included, contract's currency."""
        p = self.c.pilot
        life = Life(self.c, "leaving", x.last_service, end=x.last_service, refund=x.refund,
                    unused_from=self.unused_from)
        return math.fsum(e.original if e.currency == self.c.currency
                         else e.amount / p.fx(self.c.currency, e.due)
                         for e in life.entries if e.due >= p.as_of)

    def reduce_only(self, life):
        """R.9: no permitted cancel: the deepest permitted reduction."""
        c = self.c
        keep = max(c.clauses.min_seats, 1)
        found = acts(c.clauses, life, life.terms, self.until, "reduce")
        if not found:
            self.last_service = self.act_by = None
            return
        first = min(x.last_service for x in found)
        horizon = add(life.term_at(first + 1).end, 24)

        def cost(x):
            reduced = Life(c, "leaving", horizon, reduce=(x.last_service, keep, x.refund))
            return math.fsum(e.original for e in reduced.entries if e.due >= c.pilot.as_of)
        self.choose(found, cost)
        self.reduces = (self.last_service, keep, self.refund)

    def life(self, until):
        """The contract as it is left."""
        if self.last_service is None:
            return Life(self.c, "leaving", until)
        if self.reduces:
            return Life(self.c, "leaving", until, reduce=self.reduces)
        return Life(self.c, "leaving", min(until, self.last_service), end=self.last_service,
                    refund=self.refund, unused_from=self.unused_from)


def bound_until(life, clauses, last_service):
    """1, What renewing binds; R.8: B of a life that goes on after `last_service`."""
    opened = [t for t in life.terms if t.start <= last_service + 1 <= t.end][-1]
    until = opened.end if opened.end < math.inf else add(last_service, 12)
    own = [t for t in life.terms if t.clauses is clauses]
    later = [x for x in acts(clauses, life, own, until) if x.last_service > last_service
             and not (x.anchor_kind in ("renewal", "purchase") and x.anchor == opened.start)]
    for x in sorted(later):
        idle = any(e.due <= x.last_service < e.last and e.amount > 0 and not x.refund
                   for e in life.entries if e.kind in ("licence", "added"))
        if not idle:
            return x.last_service
    return until
