#!/bin/bash
# The scheduler's script and Makefile of the example run as they stand.
cd "$(dirname "$0")/../.." || exit 1
. tests/support/tap.sh
script=examples/quarterly-review/schedule/evaluate.sh
make_pilot "$work/pilot"
export SEATWORTH=$(realpath "$program")

run_on() { # run_on DATE
    out=$("$script" "$work/pilot" "$work/results" "$1" 2>&1)
}
run_on 2024-06-01
is $? 0 'the first run has nothing to compare with'
is "$out" '' 'and says nothing'
for file in 2024-06-01.xlsx 2024-06-01.json latest.json; do
    [ -s "$work/results/$file" ]
    ok $? "it keeps $file"
done
run_on 2024-06-02
code=$?
case $code in 0 | 21) ok 0 'the second compares' ;; *) ok 1 "code $code: $out" ;; esac
cmp -s "$work/results/latest.json" "$work/results/2024-06-02.json"
ok $? 'and is the next one to compare with'
sed -i 's/"price": 30[.0]*/"price": 0.01/' "$work/pilot/pilot.json"
run_on 2024-06-03
code=$?
case $code in 20 | 21) ok 0 'another verdict is told' ;; *) ok 1 "code $code: $out" ;; esac
: >"$work/pilot/after.csv"
run_on 2024-06-04
is $? 1 'a rejected input is a failure'
cmp -s "$work/results/latest.json" "$work/results/2024-06-03.json"
ok $? 'and leaves the last result as it is'

make -s -C examples/quarterly-review/schedule RESULTS="$work/made" \
    SEATWORTH="$SEATWORTH" >"$work/log" 2>&1
is $? 0 'the Makefile evaluates'
sed 's/^/# /' "$work/log"
make -q -C examples/quarterly-review/schedule RESULTS="$work/made" \
    SEATWORTH="$SEATWORTH"
is $? 0 'and once is enough'
if command -v systemd-analyze >/dev/null; then
    systemd-analyze verify --man=no \
        examples/quarterly-review/schedule/seatworth.timer >"$work/log" 2>&1
    grep -q 'seatworth.timer:' "$work/log"
    is $? 1 'the timer is well-formed'
fi
done_testing
