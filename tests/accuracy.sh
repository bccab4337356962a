#!/bin/sh
# accuracy.sh - tests/ACCURACY.md from what the tests of the statistics measured.
#
# Every test of frozen data sets writes build/accuracy/FAMILY.tsv: method, data
# sets, largest relative error, tolerance. Run it from the repository, after
# the tests.
set -eu
set -- build/accuracy/*.tsv
[ -e "$1" ] && [ -e build/random/accuracy.tsv ] ||
    { echo 'accuracy.sh: run the tests and make differential first' >&2; exit 1; }
{
    cat <<'TEXT'
# How close the statistics are to R and to NIST

Written by `make accuracy` from what the unit tests measured on this build. A
test fails where an error exceeds its tolerance.

The error is |ours - reference| / |reference|; an estimate or a bound that may
be near zero is measured in its standard error, a p-value in the error that the
tolerance leaves it through t and the degrees of freedom. The reference is R
4.2.2 with the packages that the scripts under `tests/reference` name, on
synthetic data sets with ties, weights, missing values, near-collinear and
far-off columns; NIST is the Statistical Reference Datasets. Rows with "random"
are `make differential`: data sets drawn anew, of 3 to 800 rows, with the same and
with other faults, scales of 1e-12 to 1e12, 2 to 60 clusters, every alternative and
four confidences; where R and the program differ on a mean or a least-squares fit,
rational arithmetic over the cells is the reference.

| Method | Data sets | Largest error | Tolerance |
| --- | ---: | ---: | ---: |
TEXT
    LC_ALL=C sort -t"$(printf '\t')" -k1,1 "$@" build/random/accuracy.tsv |
        awk -F'\t' '{ printf "| %s | %s | %s | %s |\n", $1, $2, $3, $4 }'
    cat <<'TEXT'

What bounds the larger ones: of NIST's `SmLs07` to `SmLs09` (12 constant digits)
and `NumAcc3`, `NumAcc4` a double holds only a few digits of what varies; Filip
is a polynomial of degree 10 whose powers are rounded before the fit begins; the
reference of the gamma family is an optimiser with fewer digits than its
likelihood; and R's `aov` itself loses digits of data at 1e6.
TEXT
} >tests/ACCURACY.md
