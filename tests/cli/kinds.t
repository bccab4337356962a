#!/usr/bin/python3
"""Kinds of files that once went wrong, each in the habits of several vendors,
languages and programs (TAP)."""
import json
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "support"))
from exports import (TMP, active, codes, column, doubt, found,  # noqa: E402
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
done()
