#!/usr/bin/env bash
# The pilots of tests/data/money give the figures that their case.md call right.
exec python3 tests/reference/money_cases.py "$(realpath "${SEATWORTH:-build/seatworth}")"
