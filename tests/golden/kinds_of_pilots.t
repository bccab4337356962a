#!/usr/bin/env bash
# Pilots of the same kinds as tests/data/cases/evidence and tests/data/money,
# in other sizes, currencies, terms and answers.
exec /usr/bin/python3 tests/reference/kinds_of_pilots.py \
    "$(realpath "${SEATWORTH:-build/seatworth}")"
