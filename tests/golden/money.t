#!/usr/bin/env bash
# The money of random pilots, figure by figure, against a second implementation.
#
# MONEY_RUNS pilots (300) from seed MONEY_SEED (1) on; those that differ stay in
# build/money-failures, to be run again by `money_compare.py PROGRAM DIR`.
exec python3 tests/reference/money_compare.py \
    "$(realpath "${SEATWORTH:-build/seatworth}")" "${MONEY_RUNS:-300}" \
    "${MONEY_SEED:-1}" build/money-failures
