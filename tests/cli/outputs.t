#!/bin/bash
# Where results go: files whole or not at all, devices and pipes directly.
cd "$(dirname "$0")/../.." || exit 1
. tests/support/tap.sh
make_pilot "$work/pilot"
run() { "$program" evaluate "$work/pilot" "$@" 2>"$work/stderr"; }

summary=$(run)
is $? 0 "without outputs: exit code"
like "$summary" 'Small pilot' "without outputs: the summary"
is "$(printf '%s' "$summary" | grep -c "$(printf '\033')")" 0 \
    "no colour where there is no terminal"
like "$(run --color always)" "$(printf '\033')\\[" "colour on request"
lines=$(printf '%s\n' "$summary" | wc -l)
[ "$lines" -ge 10 ] && [ "$lines" -le 40 ]
ok $? "the summary is a page at most ($lines lines)"

json=$(run --json -)
is $? 0 "json on standard output: exit code"
printf '%s\n' "$json" | /usr/bin/python3 -m json.tool >/dev/null
ok $? "json on standard output, and nothing beside it"
run --json "$work/a.json" >"$work/stdout"
is "$(cat "$work/a.json")" "$json" "the same in a file"
is "$(cat "$work/stdout")" "$summary" "with the summary"
like "$(run --brief -)" '^# Small pilot: ' "the brief on standard output"

run -o "$work/report.xlsx" >/dev/null
is $? 0 "workbook: exit code"
is "$(head -c 2 "$work/report.xlsx")" PK "the workbook is a zip"
run -o - >"$work/piped.xlsx"
cmp -s "$work/report.xlsx" "$work/piped.xlsx"
ok $? "the same on standard output"

for option in -o --json --html --brief; do
    run "$option" /dev/full >/dev/null
    is $? 3 "full device: $option"
    like "$(cat "$work/stderr")" '^seatworth: error: /dev/full: ' \
        "full device: $option is named"
    [ -c /dev/full ]
    ok $? "full device: not replaced by $option"
done
run >/dev/full
is $? 3 "the summary on a full device"
run --json - >/dev/full
is $? 3 "json on a full device"
run --json - >&-
is $? 3 "json with standard output closed"

mkfifo "$work/pipe"
timeout 60 cat "$work/pipe" >"$work/through" &
reader=$!
run --json "$work/pipe" >/dev/null
is $? 0 "a pipe: exit code"
wait "$reader"
is "$(cat "$work/through")" "$json" "a pipe: what comes through"
[ -p "$work/pipe" ]
ok $? "a pipe: not replaced"
mkfifo "$work/pipe2"
timeout 60 cat "$work/pipe2" >"$work/through.xlsx" &
reader=$!
run -o "$work/pipe2" >/dev/null
wait "$reader"
cmp -s "$work/report.xlsx" "$work/through.xlsx"
ok $? "a workbook through a pipe"

# Root may write anywhere, so the folder is one that nobody can write to.
run --json /proc/result.json >/dev/null
is $? 3 "an unwritable folder"
run --json "$work/no/such/folder.json" >/dev/null
is $? 3 "a missing folder"
run --json "$work" >/dev/null
is $? 3 "a folder in place of a file"

# The old report stays whole when the new one cannot be written.
mkdir "$work/locked"
cp "$work/report.xlsx" "$work/locked/report.xlsx"
before=$(sha256sum <"$work/locked/report.xlsx")
if [ "$(id -u)" -eq 0 ]; then
    # File sizes are limited instead: writing stops in the middle.
    (ulimit -f 2
     run -o "$work/locked/report.xlsx" --set contract.price=31 >/dev/null)
else
    chmod a-w "$work/locked"
    run -o "$work/locked/report.xlsx" --set contract.price=31 >/dev/null
fi
is $? 3 "a report that cannot be written"
is "$(sha256sum <"$work/locked/report.xlsx")" "$before" "the old one is whole"
chmod u+w "$work/locked"
is "$(ls "$work/locked")" report.xlsx "nothing is left behind"

# A link is followed, not replaced; a file keeps its mode.
ln -s a.json "$work/link.json"
chmod 640 "$work/a.json"
run --json "$work/link.json" >/dev/null
[ -L "$work/link.json" ]
ok $? "a link stays a link"
is "$(stat -c %a "$work/a.json")" 640 "a file keeps its mode"

# The exit code tells the verdict.
declare -A codes=([renew]=0 [rightsize]=10 [renegotiate]=11 [extend]=12
    [switch]=13 [cancel]=14 [undetermined]=15)
for price in 0.01 30 3000; do
    option=$(run --json - --exit-verdict --set "contract.price=$price" |
        /usr/bin/python3 -c \
            'import json, sys; print(json.load(sys.stdin)["verdict"]["option"])')
    run --exit-verdict --set "contract.price=$price" >/dev/null
    is $? "${codes[$option]}" "exit code of $option at $price"
done

run --seed 8 --json - >"$work/seed.json"
run --set simulation.seed=8 --json - >"$work/set.json"
cmp -s "$work/seed.json" "$work/set.json"
ok $? "--seed is a --set"
run --set contract.price=24 --scenario "" >/dev/null
is $? 1 "an unknown scenario is rejected"

# check
text=$("$program" check "$work/pilot" 2>"$work/stderr")
is $? 0 "check: exit code"
like "$text" 'seats\.csv.* 6 rows' "check: the roster's rows"
like "$text" 'after\.csv.*5 of 5 persons' "check: the join"
"$program" check "$work/pilot" --json 2>/dev/null |
    /usr/bin/python3 -c 'import json, sys
report = json.load(sys.stdin)
assert report["schema"] == "seatworth/check/1", report
assert report["errors"] == 0, report
assert {f["file"]: f["rows"] for f in report["files"]}["seats.csv"] == 6'
ok $? "check: json"
edit "$work/pilot/pilot.json" '"price": 30.0' '"price": -5'
"$program" check "$work/pilot" >/dev/null 2>"$work/stderr"
is $? 1 "check: exit code of a bad pilot"
like "$(cat "$work/stderr")" 'pilot\.json:8:[0-9]+: error: ' "check: the place"
done_testing
