"""Days, months and plain values: what every part of the second money counts with.

A day is an ordinal number. Section 1, Dates.
"""

import csv
import math
import os
from calendar import monthrange
from datetime import date

def day(text):
    return date.fromisoformat(text).toordinal()


def text_of(d):
    return None if d is None else date.fromordinal(d).isoformat()


def last_of_month(d):
    x = date.fromordinal(d)
    return x.replace(day=monthrange(x.year, x.month)[1]).toordinal()


def add(d, months):
    """The same number `months` later, clamped; a last day stays a last day."""
    x = date.fromordinal(d)
    is_last = d == last_of_month(d)
    year, month = divmod(x.year * 12 + x.month - 1 + months, 12)
    length = monthrange(year, month + 1)[1]
    return date(year, month + 1, length if is_last else min(x.day, length)).toordinal()


def days(first, last):
    return max(0, last - first + 1)


def whole_months(last, end):
    """n with add(last, n) == end, or None."""
    n = 0
    while add(last, n) < end:
        n += 1
    return n if add(last, n) == end else None


def month_of(pilot, d):
    """The model month that holds day d; as_of itself is in month 1."""
    m = 1
    while add(pilot.as_of, m) < d:
        m += 1
    return m


DEFAULTS = {
    "per": "seat-month", "price_basis": "add-on", "tier_rule": "volume",
    "billing": "annual-upfront", "min_seats": 0, "notice_days": 0, "lead_days": 30,
    "proration": "daily", "reductions": "at-renewal",
}


def number(value):
    """A plain number, or one with its source."""
    return value["value"] if isinstance(value, dict) else value


def read_csv(folder, source):
    name = source["file"] if isinstance(source, dict) else source
    with open(os.path.join(folder, name), newline="", encoding="utf-8") as f:
        return list(csv.DictReader(f))


def steps_of(rows, key):
    return sorted((day(r["from"]) if "from" in r else -math.inf, number(r[key]))
                  for r in rows or [])


def step_at(steps, d, before):
    """The value in force on day d, `before` ahead of the first one."""
    for start, value in steps:
        if start <= d:
            before = value
    return before
