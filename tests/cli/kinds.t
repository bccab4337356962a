#!/usr/bin/python3
"""Kinds of files that once went wrong, each in the habits of several vendors,
languages and programs (TAP)."""
import csv
import io
import json
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "support"))
from exports import (ROOT, TMP, active, codes, column, doubt, found,  # noqa: E402
                     maps, pilot, result, run, table, units, write)
from tap import done, ok  # noqa: E402

# ---- money in hundredths beside money ---------------------------------------------

# the cells of a cost column, and what they are in whole currency
CENTS = (("31¢", 0.31, "$1.50", 1.5), ("0.5 ¢", 0.005, "$2", 2),
         ("¢5", 0.05, "$0.20", 0.2), ("31 cents", 0.31, "2 USD", 2),
         ("31 ct", 0.31, "1,50 €", 1.5), ("1,5 Cent", 0.015, "2,25 €", 2.25),
         ("120 pence", 1.2, "£3", 3), ("80 centimes", 0.8, "CHF 2.50", 2.5),
         ("(31¢)", -0.31, "Free", 0), ("31¢", 0.31, "5¢", 0.05))
for one, first, two, second in CENTS:
    for header in ("Cost", "Charge", "amount"):
        path = write("c.csv", f"User,Date,{header}\n"
                     f'a@example.org,2026-05-01,"{one}"\n'
                     f'b@example.org,2026-05-02,"{two}"\n')
        rows, j = table(path), found(path)
        ok([float(r[2]) for r in rows[1:]] == [first, second]
           and not codes(j) and "cents" in column(j, header)["reading"],
           f"{one} and {two} in {header} are {first} and {second}", rows, j)
rows = table(write("c.json", {"data": [
    {"email": "a@example.org", "spendCents": "186", "when": "2026-05-01"},
    {"email": "b@example.org", "spendCents": "31¢", "when": "2026-05-01"}]}))
ok([float(r[1]) for r in rows[1:]] == [1.86, 0.31],
   "where the header says cents, a cell that says so too is divided once", rows)

# ---- a survey with a number of staff is no roster ----------------------------------

MINUTES = ["15-30 minutes", "0-15 minutes", "None", "30-60 minutes"]
AGREE = ["agree", "disagree", "neutral", "agree"]
ZUSTIMMUNG = ["stimme zu", "stimme nicht zu", "neutral", "stimme zu"]
SURVEYS = (("How many minutes a day does it save you?", MINUTES),
           ("I would recommend it", AGREE),
           ("Würden Sie das Werkzeug weiterempfehlen?", ZUSTIMMUNG),
           ("¿Recomendaría la herramienta?", ["4", "5", "3", "4"]),
           ("What should we change?", ["nothing", "more", "", "less"]),
           ("役に立ちましたか？", ["4", "5", "3", "4"]))
STAFF = ("Personnel ID", "Employee ID", "EMPLOYEE_ID", "Personalnummer",
         "Staff ID", "Emp ID", "Matricule", "Número de empleado")
for who in STAFF:
    for question, answers in SURVEYS:
        for cut, code in ((",", "utf-8"), (";", "utf-16"), ("\t", "utf-8-sig")):
            path = write("s.csv", cut.join((who, "Department", question)) + "\n"
                         + "".join(cut.join((f"E{k}", "IT", answers[k % 4]))
                                   + "\n" for k in range(8)), code)
            said = run("identify", "--explain", path).stdout
            ok("pilot.json, as survey" in said and "Roster" not in
               said.split("\n")[0], f"{who} beside {question!r}, cut by "
               f"{cut!r}, {code}: a survey", said)
            if who == "Employee ID" and cut == ",":
                ok("words of generic_hr_roster, but" in said,
                   f"and why it is no roster is said: {question}", said)
for row in ("Employee ID,Email,Department,Hire date\nE1,a@b.org,IT,2020-01-01",
            "Personalnummer,Nachname,Abteilung,Austritt,Beurteilung\n"
            "1,Alt,IT,2026-01-31,stimme zu",
            "Staff ID,Name,Department,Job title\nS1,Ann,IT,Engineer"):
    j = found(write("hr.csv", row + "\n"))
    ok(j["format"] == "generic_hr_roster", "and staff are staff: " +
       row.split("\n")[0], j)
path = pilot("declared", roster={"file": "seats.csv",
                                  "columns": {"person": "Employee ID"}})
write("declared/seats.csv", "Employee ID,Department,arm,May we ask you?\n" +
      "".join(f"E{k},IT,pilot,yes\n" for k in range(1, 13)))
p = run("check", path)
ok(p.returncode == 0, "what stands under roster is a roster", p.stdout, p.stderr)

# ---- what a service answers in JSON, saved as a table -------------------------------

DATA = os.path.join(ROOT, "tests", "data", "exports")
for name in sorted(n for n in os.listdir(DATA)
                   if n.endswith("json") and n != "truth.json"):
    whole = found(os.path.join(DATA, name))
    rows = table(os.path.join(DATA, name))
    rows[0] = [c["name"] for c in whole["columns"]]
    for cut in ",;\t":
        text = io.StringIO()
        csv.writer(text, delimiter=cut).writerows(rows)
        j = found(write("flat.csv", text.getvalue()))
        ok((j["format"], j["rows"], maps(j)) ==
           (whole["format"], whole["rows"], maps(whole)),
           f"{name} as a table cut by {cut!r}", j["doubts"], maps(j))

TOTALS = [{"login": f"u{k:02}@example.org", "user_id": k,
           "total_active_days": 5 if k < 9 else 0,
           "user_initiated_interaction_count": 9 if k < 9 else 0}
          for k in range(1, 13)]
DAYS = {"report_start_day": "2026-05-04", "report_end_day": "2026-05-31"}


def as_csv(rows, cut=","):
    return "".join(cut.join(map(str, r)) + "\n"
                   for r in [rows[0].keys()] + [r.values() for r in rows])


backwards = [dict(reversed(r.items())) for r in TOTALS]
for text, name, keys in (
        (as_csv([dict(DAYS, **r) for r in TOTALS]), "t.csv", {}),
        (as_csv([dict(r, **DAYS) for r in backwards], ";"), "t.csv", {}),
        (as_csv(backwards), "users_2026-05-04_2026-05-31.csv", {}),
        (as_csv(TOTALS, "\t"), "t.tsv", {"period": {"from": "2026-05-04",
                                                    "to": "2026-05-31"}}),
        (json.dumps({"user_totals": TOTALS, **DAYS}), "t.json", {})):
    write("totals/" + name, text)
    got, said = result(pilot("totals", usage=dict(keys, file=name)))
    ok(got and active(got) == 8, f"users of 28 days as {name}: eight are active",
       said)
p = run("check", pilot("totals", usage={"file": write("totals/n.csv",
                                                      as_csv(TOTALS))}))
ok(p.returncode == 1 and '"period"' in p.stderr,
   "without days it is an error that says how to give them", p.stderr)
flat = [{"report_start_day": "2026-05-01", "report_end_day": "2026-05-28",
         "day": f"2026-05-{day:02}", "user_id": k,
         "user_login": f"u{k:02}@example.org",
         "user_initiated_interaction_count": 3 if k < 9 else 0,
         "used_agent": "false"} for k in range(1, 13) for day in (5, 20, 28)]
write("totals/d.csv", as_csv(flat))
got, said = result(pilot("totals", usage={"file": "d.csv"}))
ok(got and active(got) == 8, "days of users as a table", said)

# ---- the report of Copilot usage in the language of the admin centre -----------------

# person, refreshed, last, prompts, days of all apps, last of an app, period
REPORTS = {
    "de": ("Benutzerprinzipalname", "Berichtsaktualisierungsdatum",
           "Datum der letzten Aktivität",
           "Übermittelte Eingabeaufforderungen für alle Apps",
           "Aktive Nutzungstage für alle Apps",
           "Datum der letzten Aktivität von Teams Copilot (UTC)",
           "Berichtszeitraum"),
    "fr": ("Nom d’utilisateur", "Date d’actualisation du rapport",
           "Date de la dernière activité (UTC)",
           "Prompts envoyés pour toutes les applications",
           "Jours d’utilisation active pour toutes les applications",
           "Date de la dernière activité de Word Copilot (UTC)",
           "Période du rapport"),
    "es": ("Nombre de usuario", "Fecha de actualización del informe",
           "Fecha de última actividad (UTC)",
           "Indicaciones enviadas para todas las aplicaciones",
           "Días de uso activo para todas las aplicaciones",
           "Fecha de última actividad de Copilot en Teams (UTC)",
           "Período del informe"),
    "it": ("Nome utente", "Data di aggiornamento del report",
           "Data di ultima attività (UTC)", "Prompt inviati per tutte le app",
           "Giorni di utilizzo attivi per tutte le app",
           "Data di ultima attività di Excel Copilot (UTC)",
           "Periodo del report"),
    "nl": ("Gebruikersnaam", "Vernieuwingsdatum van rapport",
           "Datum van laatste activiteit (UTC)",
           "Prompts verzonden voor alle apps",
           "Actieve gebruiksdagen voor alle apps",
           "Datum van laatste activiteit van Teams Copilot (UTC)",
           "Rapportperiode"),
    "pt": ("Nome de usuário", "Data de atualização do relatório",
           "Data da última atividade (UTC)",
           "Prompts enviados para todos os aplicativos",
           "Dias de uso ativo para todos os aplicativos",
           "Data da última atividade do Copilot no Teams (UTC)",
           "Período do relatório")}
WANTED = ("person", "period", "last_activity", "actions", "active_days", None,
          "period_days")
for language, heads in REPORTS.items():
    for turn in (1, -1):
        for code, cut, day in (("utf-8-sig", ",", "2026-05-%02d"),
                               ("utf-16", "\t", "%02d.05.2026"),
                               ("utf-8", ";", "%02d/05/2026")):
            lines = [list(heads)] + [
                [f"u{k:02}@example.org", day % 31, day % (14 + k) if k < 9
                 else "", str(3 * k) if k < 9 else "0", "2" if k < 9 else "0",
                 "", "30"] for k in range(1, 13)]
            write("local/r.csv", "".join(cut.join(x[::turn]) + "\n"
                                         for x in lines), code)
            j = found(os.path.join(TMP.name, "local", "r.csv"))
            want = {w: h for w, h in zip(WANTED, heads) if w}
            ok(maps(j) == want, f"{language}, {code}: every column is known",
               j["format"], maps(j), want)
            got, said = result(pilot("local", usage={"file": "r.csv"}))
            ok(got and active(got) == 8, f"{language}, {code}: eight active",
               said, got and got["seats"])
j = found(write("teams.csv", "Benutzername,Datum der letzten Aktivität (UTC),"
                "Kanalnachrichten\nu01@example.org,2026-05-01,3\n"))
ok(j["format"] == "unknown", "a report of Teams is none of Copilot", j)

# ---- times of forms and sheets in more languages -------------------------------------

TIMES = ("20/05/2026 9.30.00", "2026. 5. 20 오전 9:30:00",
         "2026. 5. 20. 오전 9:30:00", "2026年5月20日 9:30",
         "2026-05-20 9:30:00 π.μ. EET", "2026/05/20 9:30:00 ap. EET",
         "20.05.2026 9:30:00 dop. CET", "20 mai 2026 à 09:30",
         "20. Mai 2026 um 09:30", "May 20, 2026 at 9:30 AM EDT",
         "20.5.2026 9.30", "20 de mayo de 2026 a las 9:30")
for text in TIMES:
    for head in ("Timestamp", "Informazioni cronologiche", "when"):
        rows = table(write("t.csv", f"{head},Email Address,Useful?\n" +
                           f'"{text}",a@example.org,Yes\n' * 2))
        ok(rows[1][0] == "2026-05-20T09:30:00", f"{head}: {text}", rows)
j = found(write("t.csv", "when,n\n01/05/2026 9:30:00 a. m.,1\n"))
ok("ambiguous-dates" in codes(j), "a. m. does not put the month first", j)
for zero in ("0000-00-00", "00/00/0000", "0000-00-00T00:00:00Z", "1900-01-00",
             "1/0/1900", "00.01.1900", "1900-01-00 00:00:00", "31.12.9999",
             "9999-12-31T23:59:59", "0001-01-01T00:00:00"):
    rows = table(write("z.csv", "Employee ID,Email,Hire date,Termination date\n"
                       f"1,a@example.org,2020-01-31,{zero}\n"
                       "2,c@example.org,2020-02-28,2026-03-31\n"))
    ok([r[3] for r in rows[1:]] == ["", "2026-03-31"], f"{zero} is no day", rows)
for word in ("Enthalten", "kostenfrei", "inclusif", "Gratuito", "Incluso",
             "inbegrepen", "Included in plan", "Included (pro)", "Incluído"):
    rows = table(write("w.csv", "Date,User,Cost\n"
                       f"2026-05-01,a@example.org,{word}\n"
                       "2026-05-02,b@example.org,$0.31\n"))
    ok([r[2] for r in rows[1:]] == ["0", "0.31"], f"{word} costs 0", rows)

# ---- pages in the words of other services ---------------------------------------------

ROW = {"items": [{"email": "a@example.org", "n": 1}]}
for more in ({"total": 7, "limit": 1, "offset": 0}, {"page": 1, "pages": 3},
             {"cursor": {"next": "abc"}}, {"continuationToken": "abc"},
             {"response_metadata": {"next_cursor": "abc"}},
             {"NextToken": "abc"}, {"paging": {"total": 9, "per_page": 1}}):
    path = write("p.json", dict(ROW, **more))
    ok(run("identify", path).returncode == 1
       and "pages-missing" in codes(found(path)),
       f"{json.dumps(more)}: a page is missing")
for whole in ({"total": 1, "limit": 50, "offset": 0}, {"page": 1, "pages": 1},
              {"total": 45.5}, {"cursor": {"next": None}},
              {"response_metadata": {"next_cursor": ""}}):
    ok("pages-missing" not in codes(found(write("p.json", dict(ROW, **whole)))),
       f"{json.dumps(whole)} is whole")

# ---- metered use by person is use -------------------------------------------------------

COLUMNS = {"columns": {"person": "user", "period": "date", "units": "quantity"}}


def metered_rows(day, people):
    return "user,date,quantity,amount\n" + "".join(
        f"u{k:02}@example.org,{day},3,3\n" for k in people)


SEEN = ("person,arm,department,seat_from,status,last_activity\n" + "".join(
    f"u{k:02}@example.org,pilot,IT,2026-01-01,active,"
    f"{'2026-05-30' if k < 5 else '2026-02-01'}\n" for k in range(1, 13)))
# who has metered use, the day of it, with last activities; active, idle
for people, day, seen, want in (
        (range(1, 9), "2026-05-20", False, (8, 0)),
        (range(4, 9), "2026-05-20", True, (8, 4)),
        (range(1, 3), "2026-05-20", True, (4, 8)),
        (range(5, 9), "2026-03-20", True, (4, 8)),
        (range(5, 9), "2026-06-02", True, (4, 8)),
        (range(20, 29), "2026-05-20", True, (4, 8))):
    path = pilot("metered", metered=dict(COLUMNS, file="m.csv"))
    write("metered/m.csv", metered_rows(day, people))
    if seen:
        write("metered/seats.csv", SEEN)
    got, said = result(path)
    s = got["seats"] if got else {}
    ok((s.get("active"), s.get("reclaimable")) == want,
       f"metered use of {people} on {day}: {want[0]} active, {want[1]} idle",
       said, s)
# of two products, which one's seats the roster has is not known
path = pilot("metered", metered=dict(COLUMNS, file="m.csv"))
write("metered/m.csv", metered_rows("2026-05-20", range(4, 9)))
write("metered/seats.csv", SEEN)
with open(path, encoding="utf-8") as f:
    both = json.load(f)
own = dict(both.pop("contract"), sku="Gateway")
both["contracts"] = [dict({k: v for k, v in own.items() if k != "metered"},
                          sku="Assistant"), own]
write("metered/pilot.json", both)
got, said = result(path)
s = got["seats"] if got else {}
ok((s.get("active"), s.get("reclaimable")) == (4, 8),
   "metered use of one product says nothing of another's seats", said, s)
done()
