#!/usr/bin/env bash
# `seatworth stat` against R on RANDOM_SETS (25) random data sets a method.
exec /usr/bin/python3 tests/reference/fuzz.py \
    "$(realpath "${SEATWORTH:-build/seatworth}")" "${RANDOM_SETS:-25}" \
    "${RANDOM_SEED:-2}" build/random/failures
