#!/usr/bin/python3
"""Writes twelve months of synthetic metered usage: 20 million dollars a month.

Units are millions of tokens at UNIT_PRICE. Use grows 1.5 % a month with some
noise; the year is scaled to its known total. The same bytes on every run.
"""

import csv
import pathlib
import random

SEED = 20251231
UNIT_PRICE = 2.50
YEAR_TOTAL = 240_000_000
FOLDER = pathlib.Path(__file__).resolve().parent


def usage_rows(rng):
    raw = [1.015 ** month * (1 + rng.gauss(0, 0.03)) for month in range(12)]
    for month, share in enumerate(raw):
        units = round(YEAR_TOTAL * share / sum(raw) / UNIT_PRICE)
        yield ["2025-%02d" % (month + 1), units, "%.2f" % (units * UNIT_PRICE),
               "USD"]


def main():
    with open(FOLDER / "usage.csv", "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["period", "units", "amount", "currency"])
        writer.writerows(usage_rows(random.Random(SEED)))


if __name__ == "__main__":
    main()
