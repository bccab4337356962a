#!/bin/bash
# Wrong usage is exit code 2 and one line; help and version are results.
cd "$(dirname "$0")/../.." || exit 1
. tests/support/tap.sh
make_pilot "$work/pilot"

refuses() { # refuses PATTERN WORD...
    local pattern=$1 text
    shift
    text=$("$program" "$@" 2>&1 >"$work/stdout")
    is $? 2 "exit code of: $*"
    like "$text" "^seatworth: error: .*$pattern" "says why: $*"
    is "$(printf '%s\n' "$text" | wc -l)" 1 "one line: $*"
    is "$(cat "$work/stdout")" "" "no result: $*"
}

refuses 'command is missing'
refuses "did you mean 'evaluate'" evalute "$work/pilot"
refuses "unknown command 'frobnicate'" frobnicate
refuses "did you mean '--version'" --versoin
refuses "did you mean '--brief'" evaluate "$work/pilot" --breif x
refuses "unknown option '--frobnicate'" evaluate "$work/pilot" --frobnicate
refuses 'needs a PILOT' evaluate
refuses 'needs a PILOT' check
refuses 'one PILOT' evaluate "$work/pilot" "$work/pilot"
refuses 'key=value' evaluate "$work/pilot" --set contract.price
refuses 'whole number' evaluate "$work/pilot" --threads 0
refuses 'whole number' evaluate "$work/pilot" --threads 2x
refuses 'whole number' evaluate "$work/pilot" --seed -1
refuses 'YYYY-MM-DD' evaluate "$work/pilot" --as-of 30/06/2024
refuses 'share' evaluate "$work/pilot" --max-rejects 5%
refuses 'auto, always, never' evaluate "$work/pilot" --color sometimes
refuses 'same place' evaluate "$work/pilot" --json - --brief -
refuses 'same place' evaluate "$work/pilot" -o "$work/x" --json "$work/x"
refuses 'own files' evaluate "$work/pilot" --json "$work/pilot/pilot.json"
refuses 'own files' evaluate "$work/pilot" --rows "$work/pilot/../pilot/seats.csv"
refuses 'is .xlsx' evaluate "$work/pilot" -o "$work/x.pdf"
refuses 'is .xlsx' evaluate "$work/pilot" -o "$work/x.CSV"
refuses 'is .json' evaluate "$work/pilot" --json "$work/x.xlsx"
refuses "unknown option '-y'|unknown option" evaluate "$work/pilot" -y
refuses 'no option of explain' explain --set a=b
refuses "did you mean 'evaluate'" help evalaute
is "$(head -c 6 "$work/pilot/seats.csv")" person "the roster is whole"

like "$("$program" --version)" '^seatworth [0-9]+\.[0-9]+\.[0-9]+$' version
help=$("$program" --help)
is $? 0 "help ends well"
for command in $(printf '%s\n' "$help" |
    sed -n '/^Commands:/,/^$/s/^  \([a-z]*\) .*/\1/p'); do
    text=$("$program" "$command" --help)
    is $? 0 "$command --help ends well"
    like "$text" "^  seatworth $command .*" "$command --help has an example"
    is "$(printf '%s\n' "$text" | awk 'length > 80')" "" \
        "$command --help fits the page"
done
"$program" --help >/dev/full 2>"$work/stderr"
is $? 3 "help on a full device"
done_testing
