#!/usr/bin/env python3
"""Makes up 300 people and their use by week, and sums it as the statement of
people does: roster.csv and people.csv, the answer of a warehouse."""
import csv
import datetime
import pathlib
import random

HERE = pathlib.Path(__file__).parent
FIRST = datetime.date(2025, 9, 1)
WEEKS = 30
END = FIRST + datetime.timedelta(weeks=WEEKS)
rng = random.Random(20260330)


def weeks_of(habit, begins):
    """The weeks, counted from the first, in which somebody used it."""
    return [w for w in range(begins, WEEKS) if rng.random() < habit]


def monday(w):
    return (FIRST + datetime.timedelta(weeks=w)).isoformat()


with open(HERE / "roster.csv", "w", newline="") as roster, \
        open(HERE / "people.csv", "w", newline="") as people:
    r, p = (csv.writer(f, lineterminator="\n")
            for f in (roster, people))
    r.writerow(["person", "arm", "department"])
    p.writerow(["person", "first_active", "last_active", "last_period",
                "active_weeks", "recent_days", "periods_from", "periods_to",
                "period_days"])
    for i in range(300):
        name = f"p{i:03}@example.org"
        habit = rng.choice([0, .1, .5, .9, .95])
        used = weeks_of(habit, rng.choice([0, 0, 2, 8]))
        if habit == .1:
            used = [w for w in used if w < 20]
        days = sum(rng.randint(1, 5) for w in used if w >= WEEKS - 12)
        r.writerow([name, "pilot", ("Legal", "Sales", "Research")[i % 3]])
        p.writerow([name, monday(used[0]) if used else "",
                    monday(used[-1]) if used else "", monday(WEEKS - 1),
                    sum(1 << (WEEKS - 1 - w) for w in used), days,
                    monday(0), monday(WEEKS - 1), 7])
