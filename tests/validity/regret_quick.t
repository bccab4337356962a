#!/bin/sh
# regret_quick.t - the study of regret on few worlds; `make validity` runs it
# whole and writes tests/REGRET.md.
program=${REGRET:?names the regret program; make test does}
echo 1..3
table=$(REGRET_WORLDS="${REGRET_WORLDS:-200}" "$program")
status=$?
echo "$table" | sed 's/^/# /'
[ "$status" -eq 0 ] || printf 'not '
echo 'ok 1 - less regret than the best simple rule, few false commitments'
# A rule that never spends, or always does, would prove nothing.
echo "$table" | grep -q '^| useless .* 1\.000 | 0\.000' || printf 'not '
echo 'ok 2 - useless copilots are left'
# The last three columns: the share that is bought in the end, by grade.
good=$(echo "$table" | grep '^| good in all .*[0-9] |$' | tail -1)
echo "$good" | awk -F'|' '{ for (i = 11; i <= 13; i++) if ($i ~ /[0-9]/ && $i < .5) exit 1
    exit NF < 14 }' || printf 'not '
echo 'ok 3 - good ones are mostly bought'
