#!/usr/bin/python3
"""Writes a small synthetic pilot of each design into the folder of this script.

Nobody in them exists. Values are drawn from a linear congruential generator of
its own, so that the files are the same on every machine.
"""
import csv
import json
import math
import os

HERE = os.path.dirname(os.path.abspath(__file__))
CONTRACT = {"price": 30.0, "seats_purchased": 40, "billing": "annual-upfront",
            "term_months": 12, "term_start": "2024-01-01",
            "term_end": "2024-12-31", "notice_days": 30}


class Draws:
    """Uniform and normal draws that do not depend on the library."""

    def __init__(self, seed):
        self.state = seed

    def uniform(self):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) \
            % 2**64
        return ((self.state >> 11) + 0.5) / 2**53

    def normal(self, mean, sd):
        u, v = self.uniform(), self.uniform()
        return mean + sd * math.sqrt(-2 * math.log(u)) * math.cos(2 * math.pi * v)


def write(folder, name, head, rows):
    os.makedirs(os.path.join(HERE, folder), exist_ok=True)
    with open(os.path.join(HERE, folder, name), "w", newline="") as f:
        out = csv.writer(f, lineterminator="\n")
        out.writerow(head)
        out.writerows(rows)


def pilot(folder, assignment, **parts):
    text = {"seatworth": 1, "name": f"Synthetic pilot: {folder}",
            "currency": "USD",
            "pilot": {"start": "2024-01-01", "end": "2024-06-30",
                      "assignment": assignment},
            "roster": {"file": "seats.csv"}, "contract": CONTRACT,
            "assumptions": {"hourly_cost": 60}, **parts,
            "simulation": {"draws": 2048, "seed": 7}}
    if assignment == "randomised":
        text["pilot"]["expected_split"] = {"pilot": 0.5, "control": 0.5}
    os.makedirs(os.path.join(HERE, folder), exist_ok=True)
    with open(os.path.join(HERE, folder, "pilot.json"), "w") as f:
        json.dump(text, f, indent=2)
        f.write("\n")


def people(n):
    return [f"p{i:03}@example.org" for i in range(n)]


def roster(folder, arms, teams=None, dates=None, departments=None):
    head = ["person", "arm"]
    columns = [people(len(arms)), arms]
    for name, column in (("team", teams), ("seat_from", dates),
                         ("department", departments)):
        if column:
            head.append(name)
            columns.append(column)
    write(folder, "seats.csv", head, zip(*columns))


def survey(before=True, kind="time-spent"):
    files = [{"file": "after.csv", "wave": "after"}]
    if before:
        files.insert(0, {"file": "before.csv", "wave": "before"})
    return {"files": files, "person": "person",
            "items": [{"id": "minutes", "question": "Minutes on documents",
                       "kind": kind, "per": "day"}]}


def waves(folder, d, arms, effect, before=True, gap=0, teams=None, silent=()):
    """Minutes a day on documents, before and after, answered by most."""
    bend = {t: d.normal(0, 6) for t in sorted(set(teams or []))}
    first, second = [], []
    for i, (who, arm) in enumerate(zip(people(len(arms)), arms)):
        own = d.normal(100, 20) + (gap if arm == "pilot" else 0)
        shift = bend[teams[i]] if teams else 0
        a = round(own + d.normal(0, 8))
        b = round(own + shift + d.normal(0, 8)
                  - (effect if arm == "pilot" else 0))
        first.append([who, a])
        if i not in silent:
            second.append([who, b])
    if before:
        write(folder, "before.csv", ["person", "minutes"], first)
    write(folder, "after.csv", ["person", "minutes"], second)


def two_arms(n):
    return ["pilot" if i % 2 == 0 else "control" for i in range(n)]


def randomised():
    arms = two_arms(80)
    roster("randomised", arms)
    waves("randomised", Draws(11), arms, 12, silent=(3, 17))
    pilot("randomised", "randomised", survey=survey())


def randomised_teams():
    teams = [f"t{i // 8:02}" for i in range(160)]
    arms = ["pilot" if (i // 8) % 2 == 0 else "control" for i in range(160)]
    roster("randomised-teams", arms, teams)
    waves("randomised-teams", Draws(12), arms, 12, teams=teams, silent=(5,))
    pilot("randomised-teams", "randomised", survey=survey())


def holdout():
    arms = two_arms(60)
    roster("holdout", arms)
    d = Draws(13)
    rows = [[who, "2024-05", round(d.normal(10, 2)
                                   + (1.5 if arm == "pilot" else 0), 1)]
            for who, arm in zip(people(60), arms)]
    write("holdout", "reports.csv", ["person", "period", "value"], rows)
    pilot("holdout", "randomised",
          outcomes=[{"file": "reports.csv", "metric": "reports",
                     "better": "higher", "minutes_per_unit": 18,
                     "unit": "person"}])


def matched():
    arms = two_arms(90)
    departments = [("sales" if i % 3 else "legal") for i in range(90)]
    roster("matched", arms, departments=departments)
    waves("matched", Draws(14), arms, 10, gap=9, silent=(8,))
    pilot("matched", "matched", survey=survey())


def staggered():
    dates = (["2024-02-05"] * 14 + ["2024-04-01"] * 14 + ["2024-07-15"] * 16)
    roster("staggered", ["pilot"] * 44, dates=dates)
    d = Draws(15)
    months = [f"2024-{m:02}" for m in range(1, 7)]
    rows = []
    for i, who in enumerate(people(44)):
        own = d.normal(20, 3)
        for m, month in enumerate(months):
            seat = m >= 2 if i < 14 else m >= 3 if i < 28 else False
            rows.append([who, month, round(own + 0.3 * m + d.normal(0, 1)
                                           + (2 if seat else 0), 2)])
    write("staggered", "tickets.csv", ["person", "period", "value"], rows)
    pilot("staggered", "volunteers",
          outcomes=[{"file": "tickets.csv", "metric": "tickets",
                     "better": "higher", "minutes_per_unit": 15,
                     "unit": "person"}])


def before_after():
    roster("before-after", ["pilot"] * 36)
    waves("before-after", Draws(16), ["pilot"] * 36, 9, silent=(2, 9))
    pilot("before-after", "volunteers", survey=survey())


def cross_section():
    arms = two_arms(70)
    roster("cross-section", arms)
    waves("cross-section", Draws(17), arms, 11, before=False)
    pilot("cross-section", "volunteers", survey=survey(before=False))


BINS = ["none", "1-15", "16-30", "31-60", "more than 60"]


def self_report():
    roster("self-report", ["pilot"] * 60)
    d = Draws(18)
    edges = [0.5, 15.5, 30.5, 60.5]
    rows = []
    for who in people(60)[:47]:
        minutes = 0 if d.uniform() < 0.15 else math.exp(d.normal(2.9, 0.8))
        rows.append([who, BINS[sum(minutes > e for e in edges)]])
    write("self-report", "after.csv", ["person", "minutes"], rows)
    pilot("self-report", "volunteers",
          survey=survey(before=False, kind="time-saved"))


def tasks():
    arms = two_arms(30)
    roster("tasks", arms)
    d = Draws(19)
    rows = []
    for who, arm in zip(people(30), arms):
        own = d.normal(0, 0.2)
        for k in range(6):
            size = round(math.exp(d.normal(3.5, 0.4)))
            y = math.exp(own + 0.6 * math.log(size) + 1.2 + d.normal(0, 0.3)
                         - (0.15 if arm == "pilot" else 0))
            rows.append([who, f"2024-0{1 + k % 5}", size, round(y, 1)])
    write("tasks", "tasks.csv", ["person", "period", "size", "value"], rows)
    pilot("tasks", "randomised",
          outcomes=[{"file": "tasks.csv", "metric": "task_minutes",
                     "better": "lower", "unit": "task", "cluster": "person",
                     "scale": "log", "covariates": ["size"],
                     "work_minutes_per_seat_week": 600}])


if __name__ == "__main__":
    for make in (randomised, randomised_teams, holdout, matched, staggered,
                 before_after, cross_section, self_report, tasks):
        make()
