#!/bin/bash
# seatworth verify: a result is made again, and what differs is said.
cd "$(dirname "$0")/../.." || exit 1
. tests/support/tap.sh

make_pilot "$work/pilot"
edit "$work/pilot/pilot.json" '"draws": 4096' '"draws": 2048'
"$program" evaluate "$work/pilot" -q --json "$work/plain.json" \
    >/dev/null 2>&1
out=$("$program" verify "$work/plain.json" --inputs "$work/pilot" -q)
is $? 0 'the same inputs give the same result'
like "$out" 'plain.json: nothing differs' 'and it says so'

"$program" evaluate "$work/pilot" -q --set contract.price=24 \
    --set 'name=A pilot with blanks' --seed 9 --as-of 2024-06-01 \
    --json "$work/set.json" >/dev/null 2>&1
out=$("$program" verify "$work/set.json" --inputs "$work/pilot" -q 2>&1)
is $? 0 'the options that the result names are used again'
like "$out" 'nothing differs' 'with blanks in their values'

sed 's/"price": 30/"price": 31/' "$work/plain.json" >"$work/forged.json"
out=$("$program" verify "$work/forged.json" --inputs "$work/pilot" -q 2>&1)
is $? 1 'a figure that was changed is found'
like "$out" 'price was 31, is 30' 'with both values'

cp -r "$work/pilot" "$work/other"
edit "$work/other/after.csv" 'None' '1-2 hours'
out=$("$program" verify "$work/plain.json" --inputs "$work/other" -q 2>&1)
is $? 1 'another input is found'
like "$out" 'sha256 was "' 'by its hash'
like "$out" '^verdict\.headline was ' 'and by the figures that follow'

sed 's|seatworth/result/2|seatworth/result/1|' "$work/plain.json" \
    >"$work/first.json"
text=$("$program" verify "$work/first.json" --inputs "$work/pilot" -q \
    2>&1 >"$work/first.txt")
is $? 1 'a result of the first schema is not the same'
is "$(wc -l <<<"$text")" 1 'one sentence on standard error'
like "$text" 'seatworth/result/1, whose money was' 'says why'
like "$text" 'keep a result that evaluate makes now' 'and what to do'
is "$(head -n 1 "$work/first.txt")" \
    'schema was "seatworth/result/1", is "seatworth/result/2"' \
    'its inputs are evaluated again'
"$program" verify "$work/first.json" --inputs "$work/other" -q \
    >"$work/first.txt" 2>/dev/null
is $? 1 'so is one whose files differ'
like "$(head -n 1 "$work/first.txt")" '^inputs.*sha256 was "' \
    'and the files come first'

# Every output of a run carries its id; one of another run is named.
run_into() { # run_into FOLDER [OPTION]...
    local folder=$work/$1
    shift
    mkdir -p "$folder"
    "$program" evaluate "$work/pilot" -q "$@" -o "$folder/report.xlsx" \
        --json "$folder/result.json" --brief "$folder/brief.md" \
        --html "$folder/report.html" --data "$folder/data" --rows "$folder/rows.csv" >/dev/null 2>&1
}
id_of() { # the id of a run, as every file of its folder has it
    local folder=$work/$1
    unzip -p "$folder/report.xlsx" docProps/custom.xml |
        grep -o 'run-[0-9a-f]\{16\}'
    grep -oh 'run-[0-9a-f]\{16\}' "$folder/result.json" "$folder/brief.md" \
        "$folder/report.html" "$folder/data/datapackage.json" \
        "$folder/data/runs.csv" "$folder/rows.csv"
}
run_into a && run_into b && run_into c --set contract.price=31
is "$(id_of a | sort -u | wc -l)" 1 'all outputs of a run carry one id'
is "$(awk -F, 'END { print $NF }' "$work/a/rows.csv")" \
    "$(id_of a | tail -n 1)" 'the rows have it as their last column'
is "$(id_of a)" "$(id_of b)" 'the same inputs give the same id'
[ "$(id_of a | head -n 1)" != "$(id_of c | head -n 1)" ]
ok $? 'another --set gives another'
cp -r "$work/pilot" "$work/elsewhere"
"$program" evaluate "$work/elsewhere" -q --threads 1 \
    --json "$work/elsewhere.json" >/dev/null 2>&1
like "$(cat "$work/elsewhere.json")" "$(id_of a | head -n 1)" \
    'another folder and other threads do not'
edit "$work/elsewhere/after.csv" 'None' '1-2 hours'
"$program" evaluate "$work/elsewhere" -q --json "$work/elsewhere.json" \
    >/dev/null 2>&1
[ "$(grep -o 'run-[0-9a-f]*' "$work/elsewhere.json")" != \
    "$(id_of a | head -n 1)" ]
ok $? 'another answer does'

cd "$work/a" || exit 1
out=$("$program" verify result.json report.xlsx report.html brief.md data \
    rows.csv \
    --inputs ../pilot -q 2>&1)
is $? 0 'a set of one run is one'
is "$out" 'result.json: nothing differs.' 'and nothing is said of it'
for other in report.xlsx report.html brief.md rows.csv; do
    out=$("$program" verify result.json report.xlsx "../c/$other" \
        --inputs ../pilot -q 2>&1)
    is $? 1 "$other of another run is found"
    like "$out" "c/$other is of run-.*: the set is mixed; evaluate again" \
        'by name, with what to do'
done
out=$("$program" verify result.json after.csv --inputs ../pilot -q 2>&1)
is $? 1 'a file that cannot be read is no part of a set'
out=$("$program" verify result.json ../pilot/after.csv --inputs ../pilot -q 2>&1)
is $? 1 'nor is one that names no run'
like "$out" 'after.csv names no run' 'and so it says'
sed 's/run-[0-9a-f]*/run-0123456789abcdef/' result.json >forged.json
out=$("$program" verify forged.json --inputs ../pilot -q 2>&1)
like "$out" 'run_id was "run-0123456789abcdef"' 'a forged id is found'
cd - >/dev/null || exit 1

echo '{"schema": "seatworth/plan/1"}' >"$work/plan.json"
text=$("$program" verify "$work/plan.json" --inputs "$work/pilot" 2>&1)
is $? 1 'what is no result is rejected'
like "$text" 'is no result of seatworth' 'and said so'
text=$("$program" verify "$work/plain.json" --inputs "$work/none" 2>&1)
is $? 1 'inputs that are not there are rejected'
text=$("$program" verify "$work/plain.json" 2>&1)
is $? 2 'inputs are needed'
like "$("$program" verify --help)" 'Example:' 'help has an example'
done_testing
