#!/usr/bin/python3
"""Writes the synthetic data of the engineering trial.

240 developers in 24 teams; half of each team draws a seat. The truth: a task
takes 12 % less time with a seat (TRUE_RATIO), and reviews send back as many
changes as before. A fixed seed and rounding give the same bytes on every run.
"""

import csv
import datetime
import math
import pathlib
import random

SEED = 20250106
STREAMS = {"people": 0, "tasks": 1, "rework": 2, "usage": 3}
TEAMS, TEAM_SIZE = 24, 10
WEEKS = 12
MONDAY = datetime.date(2025, 1, 6)
TRUE_RATIO = 0.88
MEDIAN_TASK = 95.0  # minutes
PLATFORMS = ["Payments", "Storefront", "Logistics", "Data platform"]
LEVELS = [("Developer", 68), ("Senior developer", 82), ("Staff developer", 98)]
FOLDER = pathlib.Path(__file__).resolve().parent


def poisson(rng, mean):
    """Knuth's method; the means here are below 40."""
    limit, product, count = math.exp(-mean), rng.random(), 0
    while product > limit:
        product *= rng.random()
        count += 1
    return count


def write(name, header, rows):
    with open(FOLDER / name, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def draw_team(rng, team):
    """Ten developers; five of them, drawn by lot, get a seat."""
    lot = ["pilot"] * (TEAM_SIZE // 2) + ["control"] * (TEAM_SIZE // 2)
    rng.shuffle(lot)
    pace = rng.gauss(0, 0.08)
    for k in range(TEAM_SIZE):
        role, cost = LEVELS[min(2, int(rng.triangular(0, 3, 0.8)))]
        yield {
            "key": "dev%03d" % (team * TEAM_SIZE + k + 1), "arm": lot[k],
            "team": "Team %02d" % (team + 1),
            "department": PLATFORMS[team % len(PLATFORMS)],
            "role": role, "cost": cost,
            "pace": pace + rng.gauss(0, 0.20),      # log of own speed
            "rework": min(0.5, max(0.05, rng.gauss(0.22, 0.06))),
            "per_week": rng.uniform(1.6, 2.8),
            "habit": rng.betavariate(5, 2),
            "left": rng.random() < 0.015,           # resigned in week 11
        }


def weeks_of(person):
    return 10 if person["left"] else WEEKS


def roster_rows(people):
    for p in people:
        seat = MONDAY.isoformat() if p["arm"] == "pilot" else ""
        yield [p["key"], p["arm"], p["department"], p["team"], p["role"],
               p["cost"], seat, "left" if p["left"] else "active"]


def task_rows(rng, people):
    """One row a finished task; the forecast was made before work began."""
    number = 4100
    for week in range(WEEKS):
        for p in people:
            if week >= weeks_of(p):
                continue
            for _ in range(poisson(rng, p["per_week"])):
                number += 1
                size = rng.gauss(0, 0.65)
                forecast = MEDIAN_TASK * math.exp(size + rng.gauss(0, 0.30))
                effect = math.log(TRUE_RATIO) if p["arm"] == "pilot" else 0
                minutes = MEDIAN_TASK * math.exp(
                    size + p["pace"] + effect + rng.gauss(0, 0.35))
                day = MONDAY + datetime.timedelta(7 * week + rng.randrange(5))
                yield ["T-%d" % number, p["key"], day.isoformat(), p["arm"],
                       "%.0f" % max(3, minutes),
                       "%d" % max(5, 5 * round(forecast / 5))]


def rework_rows(rng, people):
    """Share of review comments that sent work back, by month."""
    for p in people:
        for month in ("2024-11", "2024-12", "2025-01", "2025-02", "2025-03"):
            if p["left"] and month == "2025-03":
                continue
            comments = 12 + poisson(rng, 14)
            returned = sum(rng.random() < p["rework"] for _ in range(comments))
            yield ["", p["key"], month, p["arm"], "%.4f" % (returned / comments)]


def usage_rows(rng, people):
    for p in people:
        if p["arm"] != "pilot":
            continue
        for week in range(weeks_of(p)):
            chance = p["habit"] * min(1, 0.7 + 0.1 * week)
            days = sum(rng.random() < chance for _ in range(5))
            period = (MONDAY + datetime.timedelta(7 * week)).isocalendar()
            yield [p["key"], "%d-W%02d" % (period[0], period[1]), days,
                   sum(3 + poisson(rng, 22) for _ in range(days))]


def main():
    # A stream for each table: changing one leaves the others as they are.
    people_rng, task_rng, rework_rng, usage_rng = (
        random.Random(SEED + k) for k in STREAMS.values())
    people = [p for team in range(TEAMS) for p in draw_team(people_rng, team)]
    write("seats.csv", ["person", "arm", "department", "team", "role",
                        "hourly_cost", "seat_from", "status"], roster_rows(people))
    write("tasks.csv", ["unit", "person", "period", "arm", "value",
                        "forecast_minutes"], task_rows(task_rng, people))
    write("rework.csv", ["unit", "person", "period", "arm", "value"],
          rework_rows(rework_rng, people))
    write("usage.csv", ["person", "period", "active_days", "actions"],
          usage_rows(usage_rng, people))


if __name__ == "__main__":
    main()
