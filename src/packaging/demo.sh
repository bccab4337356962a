#!/bin/sh
# Evaluates the 500-seat example into build/demo/ and says where things are.
set -eu
program=${SEATWORTH:-build/seatworth}
example=examples/research-division-500
out=build/demo
mkdir -p "$out"
"$program" evaluate "$example" -o "$out/report.xlsx" \
    --json "$out/result.json" --html "$out/report.html" --brief "$out/brief.md"
echo
echo "workbook:  $out/report.xlsx"
echo "page:      $out/report.html"
echo "figures:   $out/result.json"
echo "brief:     $out/brief.md"
echo "its pilot: $example/pilot.json"
