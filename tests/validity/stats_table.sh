#!/bin/sh
# tests/VALIDITY.md from the calibration study; a failed gate fails this too.
set -eu
study=$1
runs=$2
{
    cat <<'TEXT'
# Do the intervals and tests hold what they promise?

Written by `make validity`. Each cell draws data with a known truth from its
own seeded streams, asks one method for a 95 % interval and a test at 5 %, and
counts. Resampling methods take 499 resamples and a fifth of the runs.

- **coverage**: share of the intervals that hold the truth.
- **type I**: share of the runs with p <= .05 for the true value.
- **KS of p**: largest distance of the p-values from the uniform; by chance
  above 1.36 / sqrt(runs) in 5 % of the cells (.0136 at 10,000). Discrete tests
  cannot be uniform.
- **SE ratio**: mean standard error over the standard deviation of the errors.
- **refused**: data sets the method declined; more than 1 % fails a gated cell.
- Gates: correct cells within .01 of .95, type I within .01 of .05; robust cells
  cover at least .93; conservative ones .94 to 1. Below 10,000 runs each is
  widened to 4 standard errors where that is more. Misspecified cells show the
  limit of a method or of the data and have no gate.

TEXT
    "$study" "$runs" || echo 'failed' > "$study.failed"
} > "$study.md"
mv "$study.md" tests/VALIDITY.md
if [ -e "$study.failed" ]; then
    rm -f "$study.failed"
    grep '\*\*no\*\*' tests/VALIDITY.md >&2
    exit 1
fi
