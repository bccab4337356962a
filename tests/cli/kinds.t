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
done()
