#!/usr/bin/python3
"""Exports of several vendors in one pilot: who is active by any of them, each
with the length of its own periods; files given twice, and days that are not
the pilot's (TAP)."""
import datetime
import json
import os
import random
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "support"))
from exports import TMP, active, pilot, result, run, write  # noqa: E402
from tap import done, ok  # noqa: E402

AS_OF = datetime.date(2026, 5, 31)
MONTH = datetime.date(2026, 5, 4)  # the first of the last 28 days
MAILS = [f"u{k:02}@example.org" for k in range(1, 13)]


def day(k):
    return AS_OF - datetime.timedelta(days=k)


def daily(rng, people):
    """Cursor's days: one row a person and day."""
    used, rows = set(), []
    for mail in people:
        for back in sorted(rng.sample(range(31), rng.randint(1, 5))):
            n = rng.choice([0, 0, 3])
            rows.append({"date": int(datetime.datetime.combine(
                day(back), datetime.time(),
                datetime.timezone.utc).timestamp() * 1000),
                "day": str(day(back)), "userId": back, "email": mail,
                "isActive": n > 0, "totalLinesAdded": 0,
                "acceptedLinesAdded": 0, "totalApplies": 0,
                "totalAccepts": 0, "totalTabsAccepted": 0,
                "composerRequests": n, "chatRequests": 0, "agentRequests": 0,
                "cmdkUsages": 0, "subscriptionIncludedReqs": 0,
                "usageBasedReqs": 0, "apiKeyReqs": 0, "bugbotUsages": 0,
                "mostUsedModel": "m"})
            if n > 0 and back < 28:
                used.add(mail)
    return {"data": rows}, used


def weekly(rng, people):
    """Whatever counts weeks, by the days they begin."""
    used, text = set(), "person,period,actions\n"
    for mail in people:
        for w in range(rng.randint(1, 4)):
            n = rng.choice([0, 0, 2])
            text += f"{mail},{day(6 + 7 * w)},{n}\n"
            if n > 0:
                used.add(mail)
    return text, used


def monthly(rng, people):
    """Gemini's report of a range that was chosen at download."""
    used, text = set(), ("Email,Overall usage,Active days,Gmail,Docs,Sheets,"
                         "Slides,Drive,Meet,Gemini app\n")
    for mail in people:
        n = rng.choice([0, 0, 4])
        text += f"{mail},{n},{n},{n},0,0,0,0,0,0\n"
        if n > 0:
            used.add(mail)
    return text, used


MAKE = {"cursor.json": daily, "weeks.csv": weekly,
        "gemini_2026-05-04_2026-05-31.csv": monthly}
rng = random.Random(20261201)
for trial in range(8):
    folder = f"mix{trial}"
    names = rng.sample(sorted(MAKE), rng.randint(2, 3))
    want, sources = set(), []
    for name in names:
        people = rng.sample(MAILS, rng.randint(3, 12))
        content, used = MAKE[name](rng, people)
        write(f"{folder}/{name}", content)
        want |= used
        sources.append({"file": name})
    # the window ends with the latest row: one of the last day holds it
    write(f"{folder}/last.csv", f"person,period,actions\n{MAILS[0]},{AS_OF},1\n")
    want.add(MAILS[0])
    sources.append({"file": "last.csv"})
    for order in (sources, sources[::-1]):
        got, said = result(pilot(folder, usage=order))
        ok(got and active(got) == len(want),
           f"{trial}: active by any of {', '.join(names)}", said,
           got and got["seats"], sorted(want))
    ok(got["seats"]["reclaimable"] == 12 - len(want), f"{trial}: the others are idle")

# ---- a vendor that conceals names ------------------------------------------------

GUIDS = [f"{k:032X}" for k in range(1, 13)]
write("veil/open.csv", "person,period,actions\n" + "".join(
    f"{m},{day(3)},{2 if k < 4 else 0}\n" for k, m in enumerate(MAILS)))
write("veil/veiled.csv", "person,period,actions\n" + "".join(
    f"{g},{day(3)},{2 if k < 9 else 0}\n" for k, g in enumerate(GUIDS)))
got, said = result(pilot("veil", usage=[{"file": "open.csv"},
                                        {"file": "veiled.csv"}]))
ok(got and got["seats"]["active"] == 4 and got["seats"]["reclaimable"] == 0
   and got["seats"]["use_unknown"] == 8 and "conceal" in said,
   "who is not active may be so under a concealed name: unknown, not idle",
   said, got and got["seats"])
got, said = result(pilot("veil", usage={"file": "veiled.csv"}))
ok(got and got["seats"]["active"] == 9 and got["seats"]["reclaimable"] == 3,
   "by concealed names alone the totals are said", said, got and got["seats"])

# ---- a file that is given twice ----------------------------------------------------

one = "person,period,actions\n" + "".join(f"{m},{day(3)},2\n" for m in MAILS[:5])
write("twice/a.csv", one)
write("twice/b.csv", one)
for usage in ({"files": ["a.csv", "b.csv"]},
              [{"file": "a.csv"}, {"file": "b.csv"}]):
    got, said = result(pilot("twice", usage=usage))
    ok(got and active(got) == 5
       and "b.csv (usage) is the same file as a.csv (usage)" in said,
       f"{json.dumps(usage)}: a copy is said", said)
ITEM = {"id": "q", "question": "Minutes saved per day?", "kind": "time-saved",
        "per": "day", "answers": "auto"}
SURVEY = "Email,Date,Minutes saved per day?\n"
write("twice/s.csv", SURVEY + "".join(
    f"{m},2026-05-20,{5 * k} minutes\n" for k, m in enumerate(MAILS)))
p = run("check", pilot("twice", survey={
    "files": [{"file": "s.csv", "wave": "before"},
              {"file": "s.csv", "wave": "after"}],
    "person": "Email", "items": [ITEM]}))
ok("s.csv (survey after) is the same file as s.csv (survey before)" in p.stderr,
   "one file in both waves is said", p.stderr)

# ---- a survey, a roster and outcomes of several files --------------------------------

for k in range(3):
    write(f"parts/s-{k}.csv", SURVEY + "".join(
        f"{m},2026-05-{20 + k},{5 * i} minutes\n"
        for i, m in enumerate(MAILS[3 * k:3 * k + 5])))
for files in ("s-*.csv", ["s-2.csv", "s-0.csv", "s-1.csv"]):
    p = run("check", pilot("parts", survey={
        "files": [{"files": files, "wave": "after"}], "person": "Email",
        "items": [ITEM]}), "--json")
    j = json.loads(p.stdout)
    ok(p.returncode == 0 and j["joins"][0]["matched"] == 11,
       f"the answers of {files} are one wave", p.stderr, j.get("joins"))
HEAD = "person,arm,department,seat_from,status\n"
path = pilot("halves", roster={"files": "r-*.csv"},
             usage={"file": "u.csv"})
rows = [f"{m},pilot,IT,2026-01-01,active\n" for m in MAILS]
write("halves/r-1.csv", HEAD + "".join(rows[:7]))
write("halves/r-2.csv", HEAD + "".join(rows[5:]))
write("halves/u.csv", one)
got, said = result(path)
ok(got and got["seats"]["assigned"] == 12 and active(got) == 5,
   "a roster of two files that overlap counts each person once", said)

# ---- pages that were saved as files -------------------------------------------------

PAGE = [{"data": [{"email": m, "day": str(day(3)), "chatRequests": 1}
                  for m in MAILS[4 * k:4 * k + 4]]} for k in range(3)]
SAYS = (lambda k: {"pagination": {"page": k + 1, "totalPages": 3}},
        lambda k: {"has_more": k < 2},
        lambda k: {"next_page": "x" if k < 2 else None},
        lambda k: {"total_count": 12})
COLUMNS = {"person": "email", "period": "day", "actions": "chatRequests"}
for says in SAYS:
    label = json.dumps(says(0))
    for k, page in enumerate(PAGE):
        write(f"pages/p-{9 + k}.json", dict(page, **says(k)))
    spec = {"files": "p-*.json", "columns": COLUMNS}
    got, said = result(pilot("pages", usage=spec))
    ok(got and active(got) == 12, f"{label}: pages in three files are whole",
       said)
    for gone in (2,) if "has_more" in says(0) or "next_page" in says(0) else \
            range(3):
        spec["files"] = [f"p-{9 + k}.json" for k in range(3) if k != gone]
        p = run("check", pilot("pages", usage=spec))
        ok(p.returncode == 1 and "none of the files" in p.stderr
           or "there are 12 rows, and there are 8" in p.stderr,
           f"{label}: without page {gone + 1} it is an error", p.stderr)
        if "pagination" in says(0):
            ok(f"page {gone + 1} of 3" in p.stderr, "which names the page",
               p.stderr)
    p = run("check", pilot("pages", usage=spec), "--allow-partial")
    ok(p.returncode == 0, f"{label}: what is there is taken if allowed", p.stderr)

# ---- one person in several files; who uses what is free ---------------------------------

for trial in range(4):
    folder = f"over{trial}"
    used = [set(rng.sample(MAILS, rng.randint(3, 9))) for _ in range(3)]
    strangers = [f"x{k}@example.org" for k in range(rng.randint(0, 3))]
    for k, people in enumerate(used):
        write(f"{folder}/{k}.csv", "person,period,actions\n" + "".join(
            f"{m},{day(2)},1\n" for m in sorted(people))
            + "".join(f"{m},{day(2)},1\n" for m in strangers))
    path = pilot(folder, usage=[{"file": f"{k}.csv"} for k in range(3)])
    got, said = result(path)
    many = sum(1 for m in MAILS if sum(m in u for u in used) > 1)
    ok(got and got["seats"]["in_several"] == many
       and got["seats"]["active"] == len(set().union(*used)),
       f"{trial}: {many} people use several assistants", said,
       got and got["seats"])
    j = json.loads(run("check", path, "--json", "--names").stdout)
    ok(all(sorted(x["unresolved"]) == strangers for x in j["joins"]),
       f"{trial}: whoever is on no roster is listed", j["joins"])
write("over0/logins.csv", "login,email\n" + "".join(
    f"{m.split('@')[0]}-dev,{m}\n" for m in MAILS[:10]))
write("over0/0.csv", "person,period,actions\n" + "".join(
    f"{m.split('@')[0]}-dev,{day(2)},1\n" for m in MAILS))
for key in ("aliases", "mapping"):
    path = pilot("over0", usage=[{"file": "0.csv"}], roster={
        "file": "seats.csv", key: {"file": "logins.csv"}})
    j = json.loads(run("check", path, "--json").stdout)
    ok(j["joins"][-1]["unresolved"] == ["u11-dev", "u12-dev"]
       and j["joins"][-1]["matched"] == 10,
       f"{key}: logins of the alias file are people", j["joins"])

CHAT = ("Report Refresh Date,User guid,User principal name,Display name,"
        "Prompts submitted,Active usage days,Last activity date,"
        "Last activity date of Teams (UTC),Last activity date of Word (UTC)\n")


def chat(people):
    return CHAT + "".join(
        f"{AS_OF},g{k},{m},Mr {k},{3 if d else 0},{2 if d else 0},{d},{d},\n"
        for k, (m, d) in enumerate(people))


seats = [f"{m},{'pilot' if k < 8 else 'control'},IT,2026-01-01,active\n"
         for k, m in enumerate(MAILS)]
write("chat/chat.csv", chat([(MAILS[0], day(1)), (MAILS[8], day(1)),
                             (MAILS[9], day(60)), (MAILS[10], ""),
                             (MAILS[11], day(27)), ("new@example.org", day(3)),
                             ("New@Example.org", day(4))]))
write("chat/u.csv", one)
path = pilot("chat", usage=[{"file": "u.csv"}, {"file": "chat.csv"}])
write("chat/seats.csv", HEAD + "".join(seats))
got, said = result(path)
ok(got and got["seats"]["free_users"] == 3 and active(got) == 5,
   "those without a seat who used the free chat of late", said,
   got and got["seats"])
p = run("check", pilot("chat", usage={"file": "chat.csv"}))
ok(p.returncode == 1 and "needs no seat" in p.stderr,
   "the free chat alone is no use of seats", p.stderr)

HEAD2 = HEAD.strip() + ",last_activity,seat_to\n"
write("orgs/r-1.csv", HEAD2 + "".join(
    f"{m},pilot,IT,2026-01-01,active,{day(90 if k % 2 else 3)},{day(1)}\n"
    for k, m in enumerate(MAILS)))
write("orgs/r-2.csv", HEAD2 + "".join(
    f"{m},pilot,IT,2026-02-01,active,{day(3 if k % 4 == 1 else 80)},\n"
    for k, m in enumerate(MAILS[:8])))
for order in (["r-1.csv", "r-2.csv"], ["r-2.csv", "r-1.csv"]):
    got, said = result(pilot("orgs", roster={"files": order}))
    # 8 have an end in one of both only; of these 0, 2, 4, 6, 1 and 5 use it
    ok(got and active(got) == 6 and got["seats"]["assigned"] == 8,
       f"{order}: seats in two organisations merge by their fields", said,
       got and got["seats"])

# ---- days that are not the pilot's ----------------------------------------------------

write("days/u.csv", one)
for offset, says in ((-400, "outside of the pilot"), (400, "outside of the pilot")):
    moved = "person,period,actions\n" + "".join(
        f"{m},{day(3) + datetime.timedelta(days=offset)},2\n" for m in MAILS[:5])
    write("days/m.csv", moved)
    for key in ({"usage": {"file": "m.csv"}}, {"metered": {
            "file": "m.csv", "columns": {"units": "actions"}}}):
        p = run("check", pilot("days", **key))
        ok(says in p.stderr and "m.csv" in p.stderr,
           f"{offset} days off, {list(key)[0]}: the file is named", p.stderr)
write("days/u.csv", one + f"{MAILS[6]},2062-05-01,1\n")
got, said = result(pilot("days", usage={"file": "u.csv"}))
ok(got and active(got) == 5 and "1 of 6 rows" in said and "2062-05-01" in said,
   "a day in the future moves nobody's last 28 days", said, got and got["seats"])
done()
