#!/bin/sh
# Time and memory of the main job, as a table; medians of seven runs.
set -eu
program=${SEATWORTH:-build/seatworth}
runs=${RUNS:-7}
example=examples/research-division-500
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT

measure() { # measure LABEL COMMAND...
    /usr/bin/python3 tests/bench/measure.py "$runs" "$@"
}

echo "$("$program" --version | head -1), $(nproc) processors," \
    "$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -1)"
echo
echo "| job | median s | fastest s | slowest s | processor s | peak MiB |"
echo "| --- | ---: | ---: | ---: | ---: | ---: |"
measure "check" "$program" check "$example"
measure "evaluate, summary" "$program" evaluate "$example"
measure "evaluate -o report.xlsx" "$program" evaluate "$example" \
    -o "$out/report.xlsx"
measure "evaluate --html report.html" "$program" evaluate "$example" \
    --html "$out/report.html"
measure "workbook, one thread" "$program" evaluate "$example" \
    -o "$out/report.xlsx" --threads 1
measure "workbook, a million draws" "$program" evaluate "$example" \
    -o "$out/report.xlsx" --set simulation.draws=1048576

# The sheets alone: 50,000 seats, 200 segments, 10,000 rejected rows, with and
# without the workbook; what the difference is, is what writing it takes.
large=build/bench/large
[ -f "$large/pilot.json" ] || /usr/bin/python3 tests/support/stress_pilot.py \
    "$large" --seats 50000 --segments 200 --rejects 10000 --no-outcomes \
    --no-saved
measure "50,000 seats, no workbook" "$program" evaluate "$large" \
    --json "$out/large.json" --quiet
measure "50,000 seats, workbook" "$program" evaluate "$large" \
    -o "$out/large.xlsx" --quiet
