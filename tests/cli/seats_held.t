#!/usr/bin/python3
"""Who uses, who holds a seat, against counts made here from the files: last
activities by date, newcomers, leave, licences, duplicates, concealed names and
long periods."""
import csv
import datetime
import json
import os
import random
import subprocess
import sys
import tempfile

sys.path.insert(0, "tests/support")
from tap import done, ok  # noqa: E402

PROGRAM = os.environ.get("SEATWORTH", "build/seatworth")
AS_OF = datetime.date(2025, 6, 30)
GRACE = 28


def pilot(purchased, **more):
    out = {
        "seatworth": 1, "name": "seats", "currency": "USD",
        "pilot": {"start": "2025-01-01", "end": "2025-06-30"},
        "as_of": str(AS_OF), "roster": {"file": "roster.csv"},
        "contract": {"price": 30, "seats_purchased": purchased,
                     "term_months": 12, "term_start": "2025-07-01",
                     "term_end": "2026-06-30", "auto_renew": True},
        "assumptions": {"hourly_cost": 60}, "benefits": [],
        "simulation": {"draws": 256, "seed": 1}}
    out.update(more)
    return out


def write(folder, name, rows):
    with open(os.path.join(folder, name), "w", newline="") as f:
        out = csv.DictWriter(f, list(rows[0]), lineterminator="\n")
        out.writeheader()
        out.writerows(rows)


def evaluate(folder, spec, *options):
    with open(os.path.join(folder, "pilot.json"), "w") as f:
        json.dump(spec, f)
    result = os.path.join(folder, "r.json")
    run = subprocess.run(
        [PROGRAM, "evaluate", folder, "--json", result, "-o",
         os.path.join(folder, "r.xlsx"), *options],
        capture_output=True, text=True)
    if run.returncode != 0 or not os.path.exists(result):
        return None, run.stdout + run.stderr
    with open(result) as f:
        return json.load(f), run.stdout + run.stderr


def day(back):
    return str(AS_OF - datetime.timedelta(days=back))


def rightsize(result):
    return [o for o in result["options"] if o["option"].startswith("rightsize")
            or o.get("kind") == "rightsize"]


def roster(rng, n):
    """People of all kinds, with what each counts as."""
    rows, kinds = [], []
    for i in range(n):
        status = rng.choice(["active"] * 6 + ["leave", "left"])
        seat = rng.choice([400, 400, 400, 27, 28, 3])
        back = rng.choice([None, None, 0, 5, 27, 28, 29, 200])
        if back is not None and back > seat:
            back = seat
        rows.append({
            "person": f"p{i:03}@x.org", "arm": "pilot", "status": status,
            "seat_from": day(seat),
            "last_activity": "" if back is None else day(back)})
        kinds.append(
            "gone" if status == "left" else "leave" if status == "leave"
            else "new" if seat < GRACE
            else "active" if back is not None and back < 28 else "idle")
    rows[0].update(status="active", seat_from=day(400), last_activity=day(1))
    kinds[0] = "active"
    return rows, kinds


def test_last_activity(folder):
    rng = random.Random(7)
    for trial in range(6):
        rows, kinds = roster(rng, rng.randrange(10, 60))
        n = {k: kinds.count(k) for k in
             ("active", "idle", "new", "leave", "gone")}
        held = len(kinds) - n["gone"]
        bought = held + rng.randrange(0, 40)
        write(folder, "roster.csv", rows)
        r, text = evaluate(folder, pilot(bought))
        want = {"purchased": bought, "unassigned": bought - held,
                "assigned": held, "eligible": n["active"] + n["idle"],
                "newcomers": n["new"], "on_leave": n["leave"],
                "active": n["active"], "active_days": 28, "use_unknown": 0,
                "habitual": None, "reclaimable": n["idle"],
                "reducible_at_renewal": bought - held + n["idle"]}
        got = {k: r["seats"][k] for k in want} if r else text
        ok(got == want, f"roster {trial}: counted by last activity\n"
           f"# want {want}\n# got  {got}")


def test_idle_days(folder):
    rows = [{"person": f"p{i}@x.org", "seat_from": day(400),
             "last_activity": day(10 * i)} for i in range(10)]
    write(folder, "roster.csv", rows)
    for days in (1, 20, 28, 65, 366):
        r, text = evaluate(folder, pilot(10), "--set",
                           f"policy.idle_days={days}")
        want = sum(10 * i < days for i in range(10))
        ok(r and r["seats"]["active"] == want
           and r["seats"]["active_days"] == days,
           f"idle after {days} days: {want} are active")
    r, text = evaluate(folder, pilot(10), "--set", "policy.idle_days=0")
    ok(r is None and "idle_days" in text, "no days to be idle is refused")


def test_future(folder):
    rows = [{"person": f"p{i}@x.org", "seat_from": day(400),
             "last_activity": day(3)} for i in range(6)]
    rows[0]["last_activity"] = "2052-06-01"
    rows[1]["last_activity"] = "nonsense"
    rows[2]["last_activity"] = ""
    write(folder, "roster.csv", rows)
    r, text = evaluate(folder, pilot(6))
    s = r["seats"] if r else {}
    ok(s.get("active") == 3 and s.get("use_unknown") == 2
       and s.get("reclaimable") == 1,
       f"an activity in the future, or no date, is unknown use: {s} {text}")
    ok("1 last activity is after 2025-06-30" in text
       and "1 last activity is no date" in text, "and both are said")


def test_empty_column(folder):
    rows = [{"person": f"p{i}@x.org", "seat_from": day(400),
             "last_activity": ""} for i in range(6)]
    write(folder, "roster.csv", rows)
    r, _ = evaluate(folder, pilot(9))
    ok(r["seats"]["active"] is None and r["seats"]["reclaimable"] is None
       and r["seats"]["reducible_at_renewal"] == 3,
       "an empty column says nothing; unassigned seats are idle for certain")


def test_duplicates(folder):
    rows = [
        {"person": "a@x.org", "seat_from": day(400), "seat_to": "",
         "last_activity": day(300)},
        {"person": "b@x.org", "seat_from": day(400), "seat_to": day(100),
         "last_activity": day(200)},
        {"person": "A@x.org", "seat_from": day(300), "seat_to": day(100),
         "last_activity": day(2)},
        {"person": "B@X.org", "seat_from": day(500), "seat_to": day(90),
         "last_activity": ""},
        {"person": "c@x.org", "seat_from": day(400), "seat_to": "",
         "last_activity": ""}]
    write(folder, "roster.csv", rows)
    for order in (rows, rows[::-1]):
        write(folder, "roster.csv", order)
        r, text = evaluate(folder, pilot(5))
        s = r["seats"] if r else {}
        ok(s.get("assigned") == 2 and s.get("active") == 1
           and "2 rows name a person once more" in text,
           f"duplicates merge by field, in any order: {s} {text[:300]}")


def test_licences(folder):
    rows = [{"person": f"p{i}@x.org", "arm": "pilot",
             "licensed": "yes" if i < 7 else "no",
             "enabled": "no" if i == 0 else "yes"} for i in range(12)]
    write(folder, "roster.csv", rows)
    r, text = evaluate(folder, pilot(10))
    s = r["seats"] if r else {}
    ok(s.get("assigned") == 6 and s.get("unassigned") == 4,
       f"no licence or a disabled account holds no seat: {s} {text[:300]}")
    answers = [{"person": f"p{i}@x.org", "date": "2025-06-20", "saved": 10 + i}
               for i in range(12)]
    write(folder, "after.csv", answers)
    spec = pilot(10, survey={
        "files": [{"file": "after.csv", "wave": "after"}],
        "person": "person", "items": [
            {"id": "saved", "question": "Minutes saved", "per": "day",
             "kind": "time-saved"}]})
    r, text = evaluate(folder, spec)
    ok(r and r["evidence"][0]["n_pilot"] == 6
       and "6 responses are of people who hold no seat" in text,
       "their answers are left out, and it is said")
    ok("of the 12 people in after.csv are on the roster" not in text,
       "and they are not called strangers")


def test_too_many(folder):
    write(folder, "roster.csv",
          [{"person": f"p{i}@x.org"} for i in range(1142)])
    r, text = evaluate(folder, pilot(300))
    ok(r is None and "300 seats are purchased, 1142 people hold one" in text
       and "licensed" in text and "seat_from" in text,
       "1,142 eligible for 300 seats: an error that names the columns")
    r, text = evaluate(folder, pilot(1142), "--set",
                       "contract.seats_purchased=300")
    ok(r and "300 seats are purchased, 1142 people hold one" in text,
       "to ask what 300 would mean is allowed, and said")


def usage_of(n, active, days, names):
    return [{"person": names(i), "period": day(days - 1),
             "active_days": 3 if i < active else 0} for i in range(n)]


def test_concealed(folder):
    write(folder, "roster.csv",
          [{"person": f"p{i}@x.org", "seat_from": day(400)}
           for i in range(20)])
    counts = []
    for names in (lambda i: f"p{i}@x.org", lambda i: f"{i:032x}"):
        write(folder, "usage.csv", usage_of(20, 13, 7, names))
        r, text = evaluate(folder,
                           pilot(25, usage={"file": "usage.csv"}))
        counts.append((r["seats"]["active"], r["seats"]["reclaimable"],
                       r["seats"]["reducible_at_renewal"],
                       r["verdict"]["option"]
                       if "option" in r["verdict"] else None))
    ok(counts[0] == counts[1] and counts[0][:3] == (13, 7, 12),
       f"concealed names change no total and no verdict: {counts}")
    ok("conceals who is who" in json.dumps(r), "and it is said")


def test_long_period(folder):
    write(folder, "roster.csv",
          [{"person": f"p{i}@x.org", "seat_from": day(400)}
           for i in range(20)])
    rows = [{"person": f"p{i}@x.org", "period": str(AS_OF),
             "period_days": 180, "active_days": 3 if i < 13 else 0}
            for i in range(20)]
    write(folder, "usage.csv", rows)
    r, text = evaluate(folder, pilot(20, usage={"file": "usage.csv"}))
    ok(r["seats"]["active"] == 13 and r["seats"]["active_days"] == 180
       and r["seats"]["habitual"] is None,
       f"a report of 180 days: active in 180 days {r['seats']}")
    ok("says only who was active in 180 days" in text, "and it says so")
    for i, row in enumerate(rows):
        row["last_activity"] = day(5 if i < 4 else 100) if i < 13 else ""
    write(folder, "usage.csv", rows)
    r, text = evaluate(folder, pilot(20, usage={"file": "usage.csv"}))
    ok(r["seats"]["active"] == 4 and r["seats"]["active_days"] == 28,
       f"with dates it is of 28 days: {r['seats']}")


def test_nobody(folder):
    rows = [{"person": f"p{i}@x.org", "arm": "pilot" if i < 12 else "control",
             "department": "Sales" if i < 6 else "Law" if i < 12 else "Ghost",
             "status": "active" if i < 12 else "leave"} for i in range(20)]
    write(folder, "roster.csv", rows)
    r, text = evaluate(folder, pilot(12))
    ok(r and "none of the 8 people of the control group is at work" in text,
       "a control group that is all on leave is said")
    ok(r and sorted(s["segment"] for s in r["segments"]) == ["Law", "Sales"],
       f"a segment with nobody is none: {r and r['segments']}")


def state(row, at):
    """At a day: none, used, idle, or not known."""
    seat, last = row["seat_from"], row["last_activity"]
    if row["status"] == "left" or seat > str(at):
        return "none"
    if row["status"] == "leave" or \
            seat > str(at - datetime.timedelta(days=GRACE)):
        return "?"
    return "used" if last > str(at - datetime.timedelta(days=28)) else "idle"


COHORT = {("used", "used"): "retained", ("idle", "used"): "reactivated",
          ("used", "idle"): "lapsed", ("idle", "idle"): "still_idle"}


def test_cohorts(folder):
    """Counts add up to both rosters, whatever the rosters are."""
    rng = random.Random(13)
    then = AS_OF - datetime.timedelta(days=90)
    for trial in range(5):
        now_rows, _ = roster(rng, 40)
        old = []
        for row in now_rows:
            last = then - datetime.timedelta(days=rng.choice([0, 3, 27, 28,
                                                              150]))
            seat = min(row["seat_from"], str(last))
            if row["seat_from"] <= str(then) and rng.random() < 0.9:
                old.append(dict(row, seat_from=seat, last_activity=str(last),
                                status=rng.choice(["active", "active",
                                                   "leave"])))
        for i in range(rng.randrange(1, 6)):  # gone since
            old.append(dict(old[0], person=f"gone{i}@x.org", status="active"))
        write(folder, "roster.csv", now_rows)
        write(folder, "old.csv", old)
        spec = pilot(60)
        spec["roster"]["before"] = {"file": "old.csv", "as_of": str(then)}
        r, text = evaluate(folder, spec)
        want = dict.fromkeys(["retained", "reactivated", "lapsed",
                              "still_idle", "not_known", "reclaimed",
                              "newly_assigned", "held_then", "held_now"], 0)
        by = {row["person"]: row for row in old}
        now = {row["person"]: row for row in now_rows}
        for who in by.keys() | now.keys():
            a = state(by[who], then) if who in by else "none"
            b = state(now[who], AS_OF) if who in now else "none"
            want["held_then"] += a != "none"
            want["held_now"] += b != "none"
            if a == b == "none":
                continue
            want["newly_assigned" if a == "none" else "reclaimed"
                 if b == "none" else COHORT.get((a, b), "not_known")] += 1
        got = r["seats"]["cohorts"] if r else text
        ok(r and {k: got[k] for k in want} == want,
           f"cohorts {trial}: {want}\n# {got}")
        ok(r and got["held_now"] == r["seats"]["assigned"]
           and got["held_then"] == sum(got[k] for k in (
               "retained", "reactivated", "lapsed", "still_idle", "not_known",
               "reclaimed"))
           and got["held_now"] == got["held_then"] - got["reclaimed"]
           + got["newly_assigned"], "and they add up to both rosters")
    spec["roster"]["before"]["as_of"] = str(AS_OF)
    r, text = evaluate(folder, spec)
    ok(r is None and "needs its day, before as_of" in text,
       "an earlier roster of today is none")


def test_spend(folder):
    rows = [{"person": f"p{i}@x.org", "seat_from": day(400),
             "last_activity": day(3 if i < 12 else 99)} for i in range(20)]
    rows[19]["seat_from"] = day(2)
    write(folder, "roster.csv", rows)
    r, _ = evaluate(folder, pilot(30))
    got = r["seats"]["idle_spend_per_year"]
    ok(got == {"exposed": 18 * 360, "reassignable": 17 * 360,
               "reducible_at_renewal": 17 * 360},
       f"idle spend in three figures: {got}")


for test in (test_last_activity, test_idle_days, test_future,
             test_empty_column, test_duplicates, test_licences, test_too_many,
             test_concealed, test_long_period, test_nobody,
             test_cohorts, test_spend):
    with tempfile.TemporaryDirectory() as where:
        test(where)
done()
