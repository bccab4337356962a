#!/usr/bin/python3
"""The rules that serve the files of every vendor: envelopes, pages, several
files, the days of a file, the person by values, two roles, odd cells, and the
pilot's keys before warnings; and files that cannot be right (TAP)."""
import json
import os
import random
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "support"))
from exports import (PEOPLE, ROOT, TMP, active, codes, column,  # noqa: E402
                     doubt, found, maps, pilot, result, run, table, units,
                     write)
from tap import done, ok  # noqa: E402

DATA = os.path.join(ROOT, "tests", "data", "exports")


def load(name):
    with open(os.path.join(DATA, name), encoding="utf-8") as f:
        return json.load(f)


# ---- 1. an envelope is its list, whatever that is called ------------------------

PLAIN = [{"who": "a@example.org", "n": {"up": 1, "down": 2}},
         {"who": "b@example.org", "n": {"up": 3, "down": 4}}]
for key in ("data", "usageItems", "usageEvents", "teamMembers", "user_totals",
            "users", "results", "anything"):
    for wrap in (lambda r: {key: r}, lambda r: {"meta": {"v": 1}, key: r},
                 lambda r: {"answer": {key: r}}, lambda r: [{key: r}],
                 lambda r: {key: r, "errors": [], "tags": ["x"]}):
        rows = table(write("e.json", wrap(PLAIN)))
        i = rows[0].index("n_up")
        ok([r[i] for r in rows[1:]] == ["1", "3"],
           f"the rows of {json.dumps(wrap([]))} are its list", rows)

for name, key in (("cursor_daily_usage.json", "data"),
                  ("github_ai_credit.json", "usageItems"),
                  ("cursor_spend.json", "teamMemberSpend"),
                  ("github_users_28_day.json", "user_totals")):
    whole = load(name)
    other = dict(whole)
    other["renamed"] = other.pop(key)
    a, b = found(os.path.join(DATA, name)), found(write("r.json", other))
    ok((a["format"], a["rows"]) == (b["format"], b["rows"]),
       f"{name}: the name of its list does not matter", b)
    two = dict(whole, notes=[{"x": 1}, {"x": 2}])
    b = found(write("t.json", two))
    ok((a["format"], a["rows"]) == (b["format"], b["rows"]),
       f"{name}: of two lists the one that a format knows", b)
    p = run("identify", write("v.json", dict(whole, **{key: []})))
    ok(p.returncode == 1 and "row" in p.stdout + p.stderr,
       f"{name}: an empty list is no export", p.stdout, p.stderr)

both = write("two.json", {"a": [{"x": 1}], "b": [{"y": 2}, {"y": 3}]})
p = run("identify", both)
ok(p.returncode == 1 and '"a" (1)' in p.stdout and '"b" (2)' in p.stdout,
   "two lists that nothing tells apart are an error that names them", p.stdout)
ok(table(both, "--rows", "b")[1:] == [["2"], ["3"]], "rows says which")
ok("has no list" in run("identify", "--rows", "c", both).stdout,
   "a list that is not there is said")
p = run("identify", write("grid.json", {"columns": ["a"], "rows": [[1], [2]]}))
ok(p.returncode == 1, "rows that are lists are refused", p.stdout)
rows = table(write("nested.ndjson", "".join(
    json.dumps({"who": w, "day": "2026-05-01", "tools": [{"n": 1}, {"n": 2}]})
    + "\n" for w in "ab")))
ok(len(rows) == 3, "one a line, a row that holds a list is a row", rows)

# ---- 2. pages -----------------------------------------------------------------

PAGES = ({"has_more": True}, {"hasNextPage": True}, {"next_page": "page_x"},
         {"nextPageToken": "t"}, {"pagination": {"hasNextPage": True}},
         {"pagination": {"page": 1, "totalPages": 3}},
         {"pageInfo": {"has_next_page": True}}, {"total_count": 3},
         {"@odata.nextLink": "https://x"}, {"total_seats": 9},
         {"pagination": {"page": 2, "totalPages": 2}})
for more in PAGES:
    path = write("p.json", dict(more, data=PLAIN))
    p = run("identify", path)
    ok(p.returncode == 1 and "pages-missing" in codes(found(path)),
       f"{json.dumps(more)}: a page is missing", p.stdout)
    j = found(path, "--allow-partial")
    ok(run("identify", "--allow-partial", path).returncode == 0
       and j["rows"] == 2 and "pages-missing" in codes(j),
       f"{json.dumps(more)}: taken with --allow-partial, and said", j)
for whole in ({"has_more": False, "next_page": None}, {"next_page": ""},
              {"pagination": {"page": 1, "totalPages": 1,
                              "hasNextPage": False}}, {"total_count": 2}):
    ok("pages-missing" not in codes(found(write(
        "p.json", dict(whole, data=PLAIN)))), f"{json.dumps(whole)} is whole")
pages = [{"page": k, "totalPages": 3, "data": PLAIN} for k in (1, 2, 3)]
text = "\n".join(json.dumps(p) for p in pages)
ok(found(write("p.json", text))["rows"] == 6, "three pages in a file are whole")
j = found(write("p.json", [pages[0], pages[2]]))
ok("page 2 of 3" in doubt(j, "pages-missing")["message"],
   "a page that is missing in the middle is named", j["doubts"])
seats = load("github_seats.json")
seats["seats"] = seats["seats"] + seats["seats"][:2]
seats["total_seats"] = 14
ok("pages-missing" not in codes(found(write("s.json", seats))),
   "rows are counted before duplicates are merged")

# ---- 3. several files -----------------------------------------------------------

for name, key in (("cursor_usage_events.csv", "metered"),
                  ("claude_console_cost.csv", "metered"),
                  ("chatgpt_credits.csv", "metered"),
                  ("github_user_metrics.ndjson", "usage"),
                  ("chatgpt_users.csv", "usage")):
    with open(os.path.join(DATA, name), encoding="utf-8") as f:
        lines = f.read().splitlines(keepends=True)
    head = [] if name.endswith("ndjson") else lines[:1]
    body = lines[len(head):]
    stem, ext = name.split(".")
    folder = "many-" + stem
    ext = "." + ext

    def part(k, rows):
        write(f"{folder}/{stem}-{k}{ext}", "".join(head + rows))

    keys = {} if name != "github_user_metrics.ndjson" else {
        "columns": {"person": "user_login"}}
    people = PEOPLE if not keys else PEOPLE.replace("@example.org", "-dev")
    want, _ = result(pilot(folder, **{key: {"file": os.path.join(DATA, name)}}))
    write(folder + "/seats.csv", people)
    want, said = result(os.path.join(TMP.name, folder, "pilot.json"))
    part(1, body[:6])
    part(2, body[4:])
    path = pilot(folder, **{key: {"files": f"{stem}-*{ext}"}})
    write(folder + "/seats.csv", people)
    got, said = result(path)
    fact = units if key == "metered" else active
    ok(got is not None and abs(fact(got) - fact(want)) < 1e-9,
       f"{name}: rows of two files that overlap count once", said,
       got and fact(got), want and fact(want))
    path = pilot(folder, **{key: {"files": [f"{stem}-1{ext}", f"{stem}-2{ext}",
                                            f"{stem}-1{ext}"]}})
    write(folder + "/seats.csv", people)
    p = run("check", path)
    ok(p.returncode == 1 and "no further file" in p.stderr,
       f"{name}: the same file twice is said", p.stderr)

write("contra/a.csv", "date_partition,email,usage_credits\n"
      "2026-05-01,u01@example.org,5\n2026-05-31,u01@example.org,7\n")
write("contra/b.csv", "date_partition,email,usage_credits\n"
      "2026-05-31,u01@example.org,9\n")
got, said = result(pilot("contra", metered={"files": ["a.csv", "b.csv"]}))
ok(abs(units(got) - 14) < 1e-9 and "line 3 of a.csv and line 2 of b.csv" in said,
   "files that contradict each other are named, the later one counts", said)
write("contra/c.csv", "x,y\n1,2\n")
p = run("check", pilot("contra", metered={"files": ["a.csv", "c.csv"]}))
ok(p.returncode == 1 and "a.csv is chatgpt_credits_csv" in p.stderr,
   "files of two kinds are no source", p.stderr)
p = run("check", pilot("contra", metered={"files": ["nothing-*.csv"]}))
ok(p.returncode == 1 and "nothing-*.csv" in p.stderr,
   "a pattern that no file fits is an error", p.stderr)

# ---- 4. one period for a file ----------------------------------------------------

MAY = {"from": "2026-05-01", "to": "2026-05-31"}
for name, key, fact, value in (
        ("claude_spend.csv", "metered", units, 45),
        ("claude_user_cost.json", "metered", units, 45),
        ("gemini_workspace.csv", "usage", active, 8),
        ("slack_ai.csv", "usage", active, 8),
        ("claude_enterprise_analytics.json", "usage", active, 8)):
    with open(os.path.join(DATA, name), encoding="utf-8") as f:
        text = f.read()
    folder = "span-" + name
    stem, ext = name.split(".")
    write(f"{folder}/{name}", text)
    p = run("check", pilot(folder, **{key: {"file": name}}))
    ok(p.returncode == 1 and '"period"' in p.stderr,
       f"{name}: without days it is an error that says how to give them",
       p.stderr)
    got, said = result(pilot(folder, **{key: {"file": name, "period": MAY}}))
    ok(got and abs(fact(got) - value) < 1e-9, f"{name}: by period", said)
    for dated in (f"{stem}_2026-05-01_2026-05-31.{ext}",
                  f"{stem}-20260501-20260531.{ext}", f"{stem}_2026-05.{ext}"):
        write(f"{folder}/{dated}", text)
        got, said = result(pilot(folder, **{key: {"file": dated}}))
        ok(got and abs(fact(got) - value) < 1e-9
           and "2026-05-01 to 2026-05-31" in said,
           f"{dated}: by its name, and that is said", said)
write("span2/s.csv", open(os.path.join(DATA, "claude_spend.csv")).read())
got, said = result(pilot("span2", metered={"file": "s.csv", "period": {
    "from": "2026-04-01", "to": "2026-05-30"}}))
ok(got and abs(units(got) - 45 / 60 * 30) < 1e-9,
   "a range counts in each month by its days there", said)
p = run("check", pilot("span2", metered={"file": "s.csv", "period": {
    "from": "2025-01-01", "to": "2025-01-31"}}))
ok("outside of the pilot" in p.stderr, "days outside of the pilot are said",
   p.stderr)
p = run("check", pilot("span2", metered={"file": "s.csv", "period": {
    "from": "2026-05-31", "to": "2026-05-01"}}))
ok(p.returncode == 1 and "ends before it begins" in p.stderr,
   "a period that ends before it begins is an error", p.stderr)

# ---- 5. the person is who the values say ------------------------------------------

for header in ("user_email", "userEmail", "Assigned To", "Wer", "Konto",
               "seat_to", "Kontakt"):
    for others in ("n,created", "team,when"):
        text = f"{others},{header}\n" + "".join(
            f"{k},2026-05-{k:02},u{k:02}@example.org\n" for k in range(1, 9))
        j = found(write("who.csv", text))
        ok(maps(j).get("person") == header,
           f"a column of addresses is the person: {header}", maps(j))
j = found(write("who.csv", "Manager Email,Employee\na@b.org,E-1\na@b.org,E-2\n"))
ok(maps(j).get("person") == "Employee", "a manager's address is not the person",
   maps(j))
for other in ("Kennung", "x"):
    write("ids/u.csv", f"when,{other},user,actions\n" + "".join(
        f"2026-05-{k + 10:02},u{k:02}@example.org,Mr {k},{k}\n"
        for k in range(1, 9)))
    got, said = result(pilot("ids", usage={
        "file": "u.csv", "columns": {"period": "when"}}))
    ok(got and active(got) == 8 and f"'{other}'" in said,
       f"ids of the roster come before a header: {other}", said)

# ---- 6. two roles of one header ---------------------------------------------------

for name, header, period in (
        ("claude_console_cost.csv", "cost_usd", "usage_date_utc"),
        ("chatgpt_credits.csv", "usage_credits", "date_partition"),
        ("cursor_usage_events.csv", "Total Tokens", "Date")):
    p = run("check", pilot("roles", metered={
        "file": os.path.join(DATA, name), "columns": {
            "period": period, "units": header, "amount": header}}), "--json")
    j = json.loads(p.stdout)
    ok(p.returncode == 0 and j["errors"] == 0,
       f"{name}: {header} is units and amount", p.stderr)
survey = "SNAPSHOT,EMPLOYEE_ID,Department,Minutes saved per day?\n" + "".join(
    f"2026-05-20,u{k:02}@example.org,IT,{5 * k} minutes\n" for k in range(1, 9))
ITEM = {"id": "q", "question": "Minutes saved per day?", "kind": "time-saved",
        "per": "day", "answers": "auto"}
for text, person in ((survey, "EMPLOYEE_ID"),
                     (survey.replace("EMPLOYEE_ID", "Personalnummer")
                      .replace("SNAPSHOT", "Datum"), "Personalnummer"),
                     (survey.replace("EMPLOYEE_ID", "Staff ID")
                      .replace("SNAPSHOT", "Hire date"), "Staff ID")):
    write("declared/s.csv", text)
    p = run("check", pilot("declared", survey={
        "files": [{"file": "s.csv", "wave": "after"}], "person": person,
        "items": [ITEM]}), "--json")
    j = json.loads(p.stdout)
    ok(p.returncode == 0 and j["joins"][0]["matched"] == 8,
       f"what stands under survey is a survey, with {person}", p.stderr)

# ---- 7. one odd cell is unknown -----------------------------------------------------

ROWS = [f"u{k:02}@example.org,pilot,IT,2026-01-01,,60,active"
        for k in range(1, 13)]
HEAD = "person,arm,department,seat_from,seat_to,hourly_cost,status\n"
for at, odd in ((3, "soon"), (4, "never"), (5, "a lot"), (6, "sabbatical"),
                (4, "0000-00-00"), (4, "31.02.2026")):
    cells = [r.split(",") for r in ROWS]
    cells[4][at] = odd
    pilot("odd")
    write("odd/seats.csv", HEAD + "\n".join(",".join(c) for c in cells) + "\n")
    p = run("check", os.path.join(TMP.name, "odd"), "--json")
    j = json.loads(p.stdout)
    listed = [r for r in j["rejects"] if r["line"] == 6]
    ok(p.returncode == 0 and "12" in json.dumps(j["files"][0]["rows"])
       and (listed or odd == "0000-00-00"),
       f"'{odd}' is one unknown cell, its row stays", p.stderr, j["rejects"])
for k in range(6):
    cells = [r.split(",") for r in ROWS]
    for c in cells:
        c[4] = "whenever"
pilot("odd")
write("odd/seats.csv", HEAD + "\n".join(",".join(c) for c in cells) + "\n")
p = run("check", os.path.join(TMP.name, "odd"))
ok(p.returncode == 1 and "most cells of column" in p.stderr,
   "a column of odd cells is an error", p.stderr)
for word, value in (("Included", "0"), ("Free", "0"), ("-", "0"),
                    ("Errored, No Charge", "0"), ("$0.31", "0.31")):
    for header in ("Cost", "amount", "total cost"):
        rows = table(write("c.csv", f"User,Date,{header}\n"
                           f'a@example.org,2026-05-01,"{word}"\n'
                           "b@example.org,2026-05-02,$1.50\n"
                           "c@example.org,2026-05-03,Included\n"))
        ok(rows[1][2] == value, f"{word} in {header} is {value}", rows)
rows = table(write("c.csv", "person,hourly_cost\na,-\nb,50\nc,60\n"))
ok(rows[1][1] == "", "a dash where an hour's cost is unknown is not 0", rows)

# ---- 8. what the pilot says is not asked for again ----------------------------------

for question in ("How much time did it save you?", "Zeitersparnis?",
                 "Time saved"):
    write("said/s.csv", f"person,date,{question}\n" + "".join(
        f"u{k:02}@example.org,2026-05-20,{5 * k}-{5 * k + 5} minutes\n"
        for k in range(1, 9)))
    for item in ({"id": "q", "question": question}, {"id": question,
                                                     "question": question}):
        item = dict(item, kind="time-saved", per="day", answers="auto")
        p = run("check", pilot("said", survey={
            "files": [{"file": "s.csv", "wave": "after"}], "person": "person",
            "items": [item]}))
        ok("what period" not in p.stdout + p.stderr,
           f"{question}: per is not asked for again", p.stdout)

# ---- files that cannot be right ------------------------------------------------------

one = "person,period,actions\nu01@example.org,2026-05-01,3\n"
j = found(write("glue.csv", one + "\ufeff" + one.replace("u01", "u02")))
d = doubt(j, "repeated-header")
ok(j["rows"] == 2 and d["line"] == 3 and "one behind the other" in d["message"],
   "a header that stands again is said and is no row", j)
j = found(write("glue.csv", one + "\ufeffu02@example.org,2026-05-02,4\n"))
ok(j["rows"] == 2 and doubt(j, "byte-order-mark")["line"] == 3,
   "a byte order mark within the file is said", j)
j = found(write("glue.json", json.dumps(PLAIN) + "\ufeff" + json.dumps(PLAIN)))
ok(j["rows"] == 4, "a mark between documents is none of them", j)
j = found(write("epoch.csv", "user,timestamp,n\na@b.org,1779235200,1\n"
                "b@b.org,1779235200000,2\nc@b.org,1779321600000,3\n"))
rows = table(write("epoch.csv", "user,timestamp,n\na@b.org,1779235200,1\n"
                   "b@b.org,1779235200000,2\nc@b.org,1779321600000,3\n"))
ok([r[1][:10] for r in rows[1:]] == ["2026-05-20", "2026-05-20", "2026-05-21"]
   and "line 2" in doubt(j, "mixed-epochs")["message"],
   "seconds and milliseconds are told apart, and said", rows, j["doubts"])
j = found(write("n.csv", "user,tokens\na@b.org,1779235200\nb@b.org,1779235209\n"))
ok(column(j, "tokens")["kind"] == "number", "ten digits elsewhere are a number")
rows = table(write("cents.json", {"data": [
    {"email": f"{w}@b.org", "spendCents": c, "when": "2026-05-01"}
    for w, c in (("a", 186), ("b", 5), ("c", 100000), ("d", 0.5))]}))
ok([float(r[1]) for r in rows[1:]] == [1.86, 0.05, 1000.0, 0.005],
   "cents by their header are hundredths", rows)
write("cents/m.csv", "period,units,amount\n2026-05-01,10,1000\n"
      "2026-05-31,10,1000\n")
p = run("check", pilot("cents", metered={"file": "m.csv"}))
ok("hundred times" in p.stderr, "amounts in cents for dollars are said", p.stderr)
p = run("check", pilot("cents", metered={"file": "m.csv"}, price=100))
ok("in cents" not in p.stderr, "and none where the price fits", p.stderr)

for empty in ("{}", "[]{}", '{"message": {}}', '{"totalPages": [{}]}', "[[]]",
              '{"data": [{}]}', "[null]", '{"data": null}'):
    p = run("identify", write("empty.json", empty))
    ok(p.returncode == 1 and "error" in p.stdout,
       f"{empty} holds nothing, and that is an error", p.returncode, p.stdout)

# ---- counts that are words, and lists within a row -------------------------------------

for words, want in ((("High", "Low", "None"), 8), (("12", "3", "0"), 8),
                    (("Medium", "Very high", "Never"), 8)):
    text = "Email,Overall usage,Active days,Gmail,Docs\n" + "".join(
        f"u{k:02}@example.org,{words[(k % 2) if k < 9 else 2]},"
        f"{words[(k % 2) if k < 9 else 2]},None,None\n" for k in range(1, 13))
    write("words/g.csv", text)
    got, said = result(pilot("words", usage={"file": "g.csv", "period": MAY}))
    ok(got and active(got) == want and "cannot be read" not in said,
       f"use told by {words}", said, got and got["seats"])
rows = table(os.path.join(DATA, "claude_code_analytics.json"))
for name, value in (("tokens.input", 800), ("tokens.output", 100),
                    ("tokens.cache_read", 150),
                    ("estimated_cost.amount", 1.25)):
    i = rows[0].index("model_breakdown." + name)
    ok([float(r[i]) for r in rows[1:]] == [value * k for k in range(1, 9)],
       f"{name} of all models is the row's", rows)
p = run("check", pilot("models", metered={
    "file": os.path.join(DATA, "claude_code_analytics.json")}))
ok(p.returncode == 0, "Claude Code analytics are metered use as well", p.stderr)

# ---- times as forms and services write them ---------------------------------------------

for text, want in (("2026/05/20 9:30:00 vorm. MESZ", "2026-05-20"),
                   ("2026/05/20 11:10:00 nachm. OEZ", "2026-05-20"),
                   ("2026/05/20 午後 11:10:00 GMT+9", "2026-05-20"),
                   ("2026/05/20 午前9:10:00 GMT+9", "2026-05-20"),
                   ("2026/05/20 下午 1:05:00", "2026-05-20"),
                   ("2026/05/20 9:30:00 AM MDT", "2026-05-20"),
                   ("2026-05-20T23:30:00-05:00", "2026-05-21"),
                   ("2026-05-20 10:00:00 +0200", "2026-05-20")):
    for head in ("Timestamp", "Zeitstempel", "タイムスタンプ",
                 "Informazioni cronologiche"):
        rows = table(write("t.csv", f"{head},Email Address,Minutes saved?\n" +
                           "".join(f"{text},u{k:02}@example.org,{k} minutes\n"
                                   for k in range(1, 4))))
        ok([r[0][:10] for r in rows[1:]] == [want] * 3, f"{head}: {text}", rows)
rows = table(write("t.csv", "when,n\n2026/05/20 13:00:00 nachm.,1\n"))
ok(rows[1][0][:10] != "2026-05-20", "13 in the afternoon is no time", rows)
for head, kind in (("lastActive", "date"), ("last_seen", "date"),
                   ("modified", "date"), ("tokens used", "number"),
                   ("total active users", "number"), ("balance", "number")):
    j = found(write("t.csv", f"user,{head}\na@b.org,1779235200\n"
                    "b@b.org,1779321600\n"))
    ok(column(j, head)["kind"] == kind, f"ten digits under {head} are a {kind}",
       j["columns"])

# ---- a wave that nobody was asked in ---------------------------------------------------

for name in ("before.csv", "after.csv"):
    other = "after.csv" if name == "before.csv" else "before.csv"
    path = pilot("wave", survey={
        "files": [{"file": f, "wave": f[:-4]} for f in ("before.csv",
                                                        "after.csv")],
        "person": "person", "items": [ITEM]})
    write("wave/" + name, "person,date,Minutes saved per day?\n\n")
    write("wave/" + other, "person,date,Minutes saved per day?\n" + "".join(
        f"u{k:02}@example.org,2026-05-20,{5 * k} minutes\n"
        for k in range(1, 9)))
    p = run("check", path)
    ok(p.returncode == 0 and f"{name} has a header and no answers" in p.stderr,
       f"{name} may be empty", p.stderr)
write("wave/before.csv", "person,date,Minutes saved per day?\n")
p = run("check", path)
ok(p.returncode == 1, "both may not", p.stderr)

# ---- texts and numbers of JSON, against another decoder ------------------------------

rng = random.Random(13)
ALPHABET = "aZ0 ,;/\\\"\té€日😀𝄞ß"
for trial in range(6):
    texts = ["x" + "".join(rng.choice(ALPHABET) for _ in range(12)) + "x"
             for _ in range(40)]
    numbers = [rng.choice([rng.uniform(-1, 1) * 10 ** rng.randint(-9, 9),
                           rng.randint(-10 ** 15, 10 ** 15)])
               for _ in texts]
    rows = [{"who": f"u{k}@example.org", "text": t, "n": n}
            for k, (t, n) in enumerate(zip(texts, numbers))]
    for ascii in (True, False):
        path = write("j.json", json.dumps({"data": rows}, ensure_ascii=ascii))
        got = table(path)
        ok([r[1] for r in got[1:]] == texts, f"{trial}: texts decode", got)
        ok(all(abs(float(r[2]) - n) <= 1e-14 * abs(n)
               for r, n in zip(got[1:], numbers)), f"{trial}: numbers decode",
           [(r[2], n) for r, n in zip(got[1:], numbers)])

# ---- identify --explain and --write-mapping ------------------------------------------

strange = write("map/strange.csv", "Wer,Tag,Prompts im Team\n" + "".join(
    f"u{k:02}@example.org,2026-05-{k + 10:02},{k}\n" for k in range(1, 9)))
mapping = os.path.join(TMP.name, "map", "my.json")
run("identify", "--write-mapping", mapping, strange)
got, said = result(pilot("map", usage={"file": "strange.csv",
                                       "format": "my.json"}))
ok(got and active(got) == 8, "evaluate takes the mapping as it was written",
   said)
text = run("identify", "--explain", strange).stdout
entry = json.loads(text[text.index("{"):])
got, said = result(pilot("map", usage=dict(entry, file="strange.csv")))
ok(got and active(got) == 8, "and the entry that --explain writes", text, said)
text = run("identify", "--explain",
           os.path.join(DATA, "claude_spend.csv")).stdout
ok('recognised, as it has "user_email"' in text, "why a file is recognised", text)
with open(os.path.join(DATA, "claude_spend.csv"), encoding="utf-8") as f:
    text = f.read().replace("total_net_spend_usd", "spend")
text = run("identify", "--explain", write("near.csv", text)).stdout
ok("not recognised" in text and "claude_spend_csv" in text
   and '"total net spend usd"' in text, "and which column is missing", text)

# ---- four vendors in one pilot -------------------------------------------------------

four = os.path.join(ROOT, "tests", "data", "four_vendors")
with open(four + "/pilot.json", encoding="utf-8") as f:
    ok(len(f.readlines()) < 40, "four vendors take less than forty lines")
p = run("evaluate", four, "--json", TMP.name + "/four.json", "-o",
        TMP.name + "/four.xlsx")
ok(p.returncode == 0, "and evaluate", p.stderr)
with open(TMP.name + "/four.json", encoding="utf-8") as f:
    r = json.load(f)
ok(r["seats"]["assigned"] == 11 and r["seats"]["active"] == 8,
   "who left holds no seat, who is idle is not active", r["seats"])
got = {i["key"]: i["value"] for i in r["model"]["inputs"]
       if i["key"].endswith("units_per_month")}
ok(sorted(round(v) for v in got.values()) == [45, 4500, 4500, 39600],
   "each vendor's units count once", got)
done()
