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
