#!/usr/bin/env bash
# What must not change the money, over random contracts, on the program alone.
exec python3 tests/reference/money_properties.py \
    "$(realpath "${SEATWORTH:-build/seatworth}")" "${MONEY_RUNS:-200}" \
    "${MONEY_SEED:-1}" build/money-failures/properties
