#!/usr/bin/env bash
# What random pilots show, figure by figure, against a second implementation.
#
# VERDICT_RUNS pilots (4) of each kind from seed VERDICT_SEED (1) on; those that
# differ stay in build/verdict-failures, to be run again by
# `verdict_compare.py PROGRAM DIR`.
exec /usr/bin/python3 tests/reference/verdict_compare.py \
    "$(realpath "${SEATWORTH:-build/seatworth}")" "${VERDICT_RUNS:-4}" \
    "${VERDICT_SEED:-1}" build/verdict-failures
