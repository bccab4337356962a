#!/usr/bin/env bash
# The pilots of tests/data/cases/evidence give what their case.md call right.
exec /usr/bin/python3 tests/reference/verdict_cases.py \
    "$(realpath "${SEATWORTH:-build/seatworth}")"
