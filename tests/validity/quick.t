#!/bin/sh
# quick.t - the gates of coverage and of false commitments on few simulated
# pilots a cell; `make validity` runs them all and writes tests/VALIDITY.md.
program=${VALIDITY:?names the validity program; make test does}
echo 1..2
table=$(VALIDITY_RUNS="${VALIDITY_RUNS:-200}" "$program")
status=$?
echo "$table" | sed 's/^/# /'
[ "$status" -eq 0 ] || printf 'not '
echo 'ok 1 - every gate is met'
# A simulation that covers everything, or commits to nothing, proves nothing.
rows=$(echo "$table" | grep -c ': met')
[ "$rows" -ge 15 ] || printf 'not '
echo "ok 2 - $rows gates were looked at"
