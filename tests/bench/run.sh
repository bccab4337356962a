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
measure "the same, one thread" "$program" evaluate "$example" \
    -o "$out/report.xlsx" --threads 1
measure "the same, a million draws" "$program" evaluate "$example" \
    -o "$out/report.xlsx" --set simulation.draws=1048576
