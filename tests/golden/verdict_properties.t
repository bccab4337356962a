#!/usr/bin/env bash
# What must not change a verdict, over random pilots, on the program alone.
exec /usr/bin/python3 tests/reference/verdict_properties.py \
    "$(realpath "${SEATWORTH:-build/seatworth}")" "${VERDICT_RUNS:-6}" \
    "${VERDICT_SEED:-1}" build/verdict-failures/properties
