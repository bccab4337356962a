#!/usr/bin/python3
"""Writes the synthetic data of the research-division pilot.

The truth is known here and nowhere else: a seat saves DEPARTMENTS[...]
minutes a week (about 12 on average), while people report about 20 minutes a
day. A fixed seed and rounding at the end give the same bytes on every run.
"""

import csv
import datetime
import math
import pathlib
import random

SEED = 20240630
# The survey's stream was picked among six tried: in most of the others chance
# moves the slides or the hours far from the truth that the story is about.
STREAMS = {"people": 0, "survey": 11, "usage": 2, "reports": 3}
SEATS, CONTROLS, TEAMS = 500, 300, 40
MINUTES_PER_REPORT = 75
FOLDER = pathlib.Path(__file__).resolve().parent

# name, share of the people, true minutes saved a week, document hours a week,
# roles with their loaded hourly cost
DEPARTMENTS = [
    ("Discovery Chemistry", 0.22, 8, 8.5,
     [("Research associate", 46), ("Scientist", 64), ("Principal scientist", 88)]),
    ("Biology", 0.20, 9, 9.0,
     [("Research associate", 46), ("Scientist", 64), ("Principal scientist", 88)]),
    ("Clinical Operations", 0.19, 13, 12.0,
     [("Study coordinator", 44), ("Clinical lead", 76)]),
    ("Medical Writing", 0.12, 20, 18.0,
     [("Medical writer", 60), ("Senior medical writer", 74)]),
    ("Regulatory Affairs", 0.13, 16, 15.0,
     [("Regulatory specialist", 58), ("Regulatory lead", 82)]),
    ("Data Sciences", 0.14, 10, 8.0,
     [("Data scientist", 70), ("Statistician", 72)]),
]
REGIONS = ["Basel", "Boston", "Leeds"]
BINS = [(15, "Less than 15 minutes"), (30, "15-30 minutes"),
        (60, "31-60 minutes"), (math.inf, "More than 1 hour")]
REINVESTED = [("More of the same work", 0.34), ("Checking what Copilot wrote", 0.22),
              ("Work of higher value", 0.17), ("Shorter days", 0.15),
              ("I cannot say", 0.12)]


def logistic(x):
    return 1 / (1 + math.exp(-x))


def poisson(rng, mean):
    """Knuth's method; the means here are below 40."""
    limit, product, count = math.exp(-mean), rng.random(), 0
    while product > limit:
        product *= rng.random()
        count += 1
    return count


def weighted(rng, pairs):
    u = rng.random()
    for name, share in pairs:
        u -= share
        if u < 0:
            return name
    return pairs[-1][0]


def write(name, header, rows):
    with open(FOLDER / name, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def make_teams(rng):
    """Forty teams, dealt to the departments by their share."""
    teams = []
    for department in DEPARTMENTS:
        for k in range(round(department[1] * TEAMS)):
            teams.append({
                "department": department,
                "name": "%s %d" % (department[0], k + 1),
                "region": rng.choice(REGIONS),
                "keen": rng.gauss(0, 0.6),           # volunteers cluster
                "hours_shift": rng.gauss(0, 0.25),   # between the two waves
                "reports_shift": rng.gauss(0, 0.06),
            })
    return teams


def make_people(rng, teams):
    people = []
    for i in range(SEATS + CONTROLS):
        team = teams[i % len(teams)]
        department = team["department"]
        role, cost = rng.choice(department[4])
        engaged = rng.gauss(0, 1)
        people.append({
            "team": team, "role": role, "cost": cost, "engaged": engaged,
            "wish": 0.7 * engaged + team["keen"] + rng.gauss(0, 1),
            "hours": max(2.0, rng.gauss(department[3], 3.0)),
            "slides": rng.gauss(2.4, 0.75),
            "reports": 1.9 * math.exp(rng.gauss(0, 0.35)),
        })
    rng.shuffle(people)
    for number, person in enumerate(people):
        person["key"] = "E%04d" % (number + 1)
    for rank, person in enumerate(sorted(people, key=lambda p: -p["wish"])):
        person["pilot"] = rank < SEATS
    return people


def give_seats(rng, people):
    """How much each seat is used, and what it truly saves."""
    for person in people:
        person["habit"] = logistic(0.2 + 0.8 * person["engaged"] + rng.gauss(0, 0.9))
        person["never"] = rng.random() < 0.06
        person["status"] = "active"
        u = rng.random()
        if u < 0.018:
            person["status"] = "left"
        elif u < 0.034:
            person["status"] = "leave"
        person["late"] = rng.random() < 0.04
    pilot = [p for p in people if p["pilot"]]
    used = [0 if p["never"] else p["habit"] for p in pilot]
    mean = sum(used) / len(used)
    for person, use in zip(pilot, used):
        person["saved"] = person["team"]["department"][2] * use / mean


def roster_rows(people):
    for p in people:
        seat = "2024-02-12" if p["late"] else "2024-01-01"
        yield [p["key"], "pilot" if p["pilot"] else "control",
               p["team"]["department"][0], p["team"]["name"], p["role"],
               p["team"]["region"], p["cost"], seat if p["pilot"] else "",
               p["status"]]


def answers(rng, person, wave):
    """Hours on documents and the score of the slides in one wave."""
    after = wave == "after"
    saved = person.get("saved", 0) if after else 0
    hours = person["hours"] + rng.gauss(0, 0.9) - saved / 60
    score = person["slides"] + rng.gauss(0, 0.6)
    if after:
        hours += person["team"]["hours_shift"] - 0.1
        score -= 0.05 if person["pilot"] else 0
    return (max(0.5, round(hours * 2) / 2), min(5, max(1, round(score))))


def time_saved(rng, person):
    """What a seat holder says: minutes a day, far above the truth."""
    if person["never"] or rng.random() < 0.10:
        return "None"
    felt = 18 * math.exp(0.35 * (person["habit"] - 0.55) + rng.gauss(0, 0.7))
    return next(label for limit, label in BINS if felt < limit)


def survey_rows(rng, people, wave, first_day):
    for p in people:
        chance = {("before", True): 1.6, ("before", False): 0.8,
                  ("after", True): 0.05, ("after", False): -0.05}[wave, p["pilot"]]
        if wave == "after":
            chance += 0.25 if p["answered"] else -0.9
        chance += 0.5 * p["engaged"]
        hours, score = answers(rng, p, wave)
        felt = time_saved(rng, p)
        spent = weighted(rng, REINVESTED)
        day = first_day + datetime.timedelta(days=rng.randrange(12))
        responds = rng.random() < logistic(chance) and (
            wave == "before" or p["status"] != "left")
        if wave == "before":
            p["answered"] = responds
        if not responds:
            continue
        asked = wave == "after" and p["pilot"]
        yield [p["key"], day.isoformat(), felt if asked else "", "%g" % hours,
               score, spent if asked and felt != "None" else ""]


def usage_rows(rng, people):
    """Weeks 1 to 26 of 2024: use falls to about half, as novelty wears off."""
    for p in people:
        if not p["pilot"]:
            continue
        for week in range(1, 27):
            if p["late"] and week < 7 or p["status"] == "left" and week > 18:
                continue
            wear = 0.38 + 0.62 * math.exp(-max(0, week - 3) / 8)
            holiday = 0.7 if week in (1, 13, 14, 19) else 1
            chance = 0 if p["never"] else p["habit"] * wear * holiday
            days = sum(rng.random() < chance for _ in range(5))
            yield [p["key"], "2024-W%02d" % week, days,
                   sum(1 + poisson(rng, 5.5) for _ in range(days))]


def report_rows(rng, people):
    """Reports finished a week, by month, from the document system."""
    months = ["2023-10", "2023-11", "2023-12", "2024-04", "2024-05", "2024-06"]
    weeks = [4.4, 4.2, 3.4, 4.2, 4.2, 4.0]
    for p in people:
        for month, length in zip(months, weeks):
            if p["status"] == "left" and month > "2024-04":
                continue
            rate = p["reports"]
            if month >= "2024":
                rate += 0.03 + p["team"]["reports_shift"]
                rate += p.get("saved", 0) / MINUTES_PER_REPORT
            done = poisson(rng, max(0.05, rate) * length)
            yield ["", p["key"], month, "pilot" if p["pilot"] else "control",
                   "%.3f" % (done / length)]


def main():
    # A stream for each table: changing one leaves the others as they are.
    people_rng, survey_rng, usage_rng, report_rng = (
        random.Random(SEED + k) for k in STREAMS.values())
    people = make_people(people_rng, make_teams(people_rng))
    give_seats(people_rng, people)
    write("seats.csv", ["person", "arm", "department", "team", "role", "region",
                        "hourly_cost", "seat_from", "status"], roster_rows(people))
    header = ["Employee ID", "date", "time_saved", "hours_on_documents",
              "slide_quality", "time_reinvested"]
    # Before comes first: who answered it is likelier to answer again.
    write("before.csv", header,
          survey_rows(survey_rng, people, "before", datetime.date(2023, 12, 4)))
    write("after.csv", header,
          survey_rows(survey_rng, people, "after", datetime.date(2024, 6, 10)))
    write("usage.csv", ["person", "period", "active_days", "actions"],
          usage_rows(usage_rng, people))
    write("reports.csv", ["unit", "person", "period", "arm", "value"],
          report_rows(report_rng, people))


if __name__ == "__main__":
    main()
