#!/usr/bin/python3
"""Writes q1/ and q2/: two quarters of one synthetic pilot."""
import csv
import json
import os
import random

HERE = os.path.dirname(os.path.abspath(__file__))
TEAMS = ["sales", "service", "finance", "legal"]
ANSWERS = ["0 minutes", "1-10 minutes", "11-20 minutes", "21-30 minutes",
           "31-60 minutes"]
QUARTERS = [("q1", "2025-03-31", 32.0, 60, [5, 4, 3, 2, 1]),
            ("q2", "2025-06-30", 28.0, 64, [2, 3, 4, 4, 3])]


def pilot(as_of, price, people):
    return {
        "seatworth": 1, "name": "Assistant, quarterly review (synthetic)",
        "product": "AI assistant", "currency": "USD",
        "pilot": {"start": "2025-01-01", "end": as_of,
                  "assignment": "volunteers"},
        "as_of": as_of, "roster": {"file": "seats.csv"},
        "contract": {"price": price, "per": "seat-month",
                     "seats_purchased": people, "term_months": 12,
                     "term_start": "2024-10-01", "term_end": "2025-09-30",
                     "notice_days": 30, "auto_renew": True,
                     "reductions": "at-renewal"},
        "survey": {"files": [{"file": "after.csv", "wave": "after"}],
                   "person": "person",
                   "items": [{"id": "time_saved",
                              "question": "How much time does the assistant "
                                          "save you on a typical day?",
                              "kind": "time-saved", "per": "day",
                              "answers": "auto"}]},
        "assumptions": {"hourly_cost": 55, "discount_rate": 0.08,
                        "horizon_years": 1, "realisation": 0.5}}


def write(path, head, rows):
    with open(path, "w", newline="") as f:
        w = csv.writer(f, lineterminator="\n")
        w.writerow(head)
        w.writerows(rows)


for name, as_of, price, people, weights in QUARTERS:
    rng = random.Random(name)
    to = os.path.join(HERE, name)
    os.makedirs(to, exist_ok=True)
    with open(os.path.join(to, "pilot.json"), "w") as f:
        json.dump(pilot(as_of, price, people), f, indent=2)
        f.write("\n")
    keys = [f"p{i:03d}" for i in range(people)]
    write(os.path.join(to, "seats.csv"),
          ["person", "arm", "department", "status"],
          [(k, "pilot", TEAMS[i % 4], "active") for i, k in enumerate(keys)])
    write(os.path.join(to, "after.csv"),
          ["person", "How much time does the assistant save you on a typical "
                     "day?"],
          [(k, rng.choices(ANSWERS, weights)[0]) for k in keys
           if rng.random() < 0.8])
