#!/bin/bash
# A rejected input: a line with its place, exit code 1, nothing written, and
# an older report as it was, to the byte and the second.
cd "$(dirname "$0")/../.." || exit 1
. tests/support/tap.sh

# rejects NAME PATTERN [OPTION]... with the pilot in $work/NAME prepared
rejects() {
    local name=$1 pattern=$2
    shift 2
    local out=$work/out-$name
    mkdir "$out"
    echo "the old report" >"$out/report.xlsx"
    touch -d '2020-01-02 03:04:05' "$out/report.xlsx"
    local stdout code
    stdout=$("$program" evaluate "$work/$name" -o "$out/report.xlsx" \
        --json "$out/result.json" --brief "$out/brief.md" "$@" \
        2>"$work/stderr")
    code=$?
    is "$code" 1 "$name: exit code"
    like "$(cat "$work/stderr")" "$pattern" "$name: says where and what"
    is "$(grep -vcE '^[^ ].*: (error|warning): ' "$work/stderr")" 0 \
        "$name: one line a diagnostic"
    is "$stdout" "" "$name: nothing on standard output"
    is "$(ls "$out")" report.xlsx "$name: nothing else is written"
    is "$(cat "$out/report.xlsx")" "the old report" "$name: old report's bytes"
    is "$(date -r "$out/report.xlsx" +%F.%T)" 2020-01-02.03:04:05 \
        "$name: old report's time"
}

prepare() { make_pilot "$work/$1"; }

prepare valid
"$program" evaluate "$work/valid" --json "$work/valid.json" >"$work/stdout" \
    2>"$work/stderr"
is $? 0 "the pilot that the others spoil is accepted"
sed 's/^/# /' "$work/stderr"

prepare missing
rm "$work/missing/after.csv"
rejects missing 'error: .*after\.csv|after\.csv.*: error: '

prepare no-pilot
rm "$work/no-pilot/pilot.json"
rejects no-pilot 'pilot\.json.*: error: '

is "$(grep -c 'seatworth init --from' "$work/stderr")" 1 "says how to make one"
"$program" evaluate "$work/valid/seats.csv" >/dev/null 2>"$work/stderr"
is $? 1 "a CSV is no pilot"
like "$(cat "$work/stderr")" 'seatworth init --from' "and says so"

prepare empty
: >"$work/empty/after.csv"
rejects empty 'after\.csv.*: error: .*empty'

prepare header-only
sed -i 1q "$work/header-only/after.csv"
rejects header-only 'after\.csv.*: error: .*(no row|header|no data)'

prepare duplicate
echo 'ann@example.org,control,Legal,60' >>"$work/duplicate/seats.csv"
rejects duplicate 'seats\.csv:8(:[0-9]+)?: error: .*\(address\)'

"$program" evaluate "$work/duplicate" --names >/dev/null 2>"$work/stderr"
like "$(cat "$work/stderr")" 'ann@example\.org' "with --names it is named"

prepare strangers
sed -i 's/example\.org/example.com/' "$work/strangers/after.csv"
rejects strangers 'error: .*after\.csv.*roster'

prepare backwards
edit "$work/backwards/pilot.json" '"end": "2024-06-30"' '"end": "2023-06-30"'
rejects backwards 'pilot\.json:5:[0-9]+: error: '

prepare price-0
edit "$work/price-0/pilot.json" '"price": 30.0' '"price": 0'
rejects price-0 'pilot\.json:8:[0-9]+: error: .*(price|metered)'

prepare price-negative
edit "$work/price-negative/pilot.json" '"price": 30.0' '"price": -5'
rejects price-negative 'pilot\.json:8:[0-9]+: error: '

prepare many-seats
edit "$work/many-seats/pilot.json" '"roster": {"file": "seats.csv"}' \
    '"seats": {"count": 10000000}'
rejects many-seats 'pilot\.json:7:[0-9]+: error: .*5,?000,?000'

prepare unknown-key
edit "$work/unknown-key/pilot.json" '"notice_days"' '"notise_days"'
rejects unknown-key 'pilot\.json:11:[0-9]+: error: .*notice_days'

prepare syntax
edit "$work/syntax/pilot.json" '"USD",' '"USD"'
rejects syntax 'pilot\.json:5:[0-9]+: error: '

prepare bad-set
rejects bad-set 'error: .*prise' --set contract.prise=3

prepare no-scenario
rejects no-scenario 'error: .*Nonsense' --scenario Nonsense

# All problems of a run are reported together.
prepare two
edit "$work/two/pilot.json" '"price": 30.0' '"price": -5'
edit "$work/two/pilot.json" '"notice_days": 30' '"notice_days": -1'
rejects two 'pilot\.json:8:[0-9]+: error: '
like "$(cat "$work/stderr")" 'pilot\.json:11:[0-9]+: error: ' \
    "two: the second problem too"
is "$(cut -d: -f2 "$work/stderr" | grep -E '^[0-9]+$')" \
    "$(cut -d: -f2 "$work/stderr" | grep -E '^[0-9]+$' | sort -n)" \
    "two: sorted by line"

# What the ledger cannot use, named with its place and remedy in one run.
prepare ledger
edit "$work/ledger/pilot.json" '"as_of": "2024-06-30"' \
    '"as_of": "2024-06-30", "co_terminate": "2024-01-31"'
edit "$work/ledger/pilot.json" '"notice_days": 30,' \
    '"notice_days": 30, "currency": "EUR", "end_of_term": {"action": "lapse"},'
edit "$work/ledger/pilot.json" '"reductions": "at-renewal"}' \
    '"price_schedule": [{"from": "2024-08-01", "price": 3},
     {"from": "2024-08-01", "price": 4}],
     "offers": [{"term_months": 36, "until": "2024-06-01"}],
     "exits": [{"action": "cancel", "anchor": "purchase", "to_days": 7},
               {"action": "cancel", "anchor": "renewal", "from_days": 9,
                "to_days": 7}]}'
edit "$work/ledger/pilot.json" '"benefits": [' \
    '"actuals": {"invoices": {"file": "paid.csv"}},
  "benefits": [{"id": "sales", "kind": "revenue", "amount_per_year": 9}, '
cat >"$work/ledger/paid.csv" <<'CSV'
contract,date,amount,currency
Small pilot,2023-08-01,2160,USD
1,2023-08-01,2160,USD
office,2023-09-01,5,USD
CSV
rejects ledger 'pilot\.json:7:[0-9]+: error: .*end together on 2024-01-31.*; give'
said=$(cat "$work/stderr")
like "$said" 'pilot\.json:11:[0-9]+: error: .*no rate of 2023-08-01.*; give' \
    "ledger: the day without a rate"
like "$said" 'pilot\.json:12:[0-9]+: error: .*auto_renew is true.*; take' \
    "ledger: two ends of a term"
like "$said" 'pilot\.json:13:[0-9]+: error: .*price_schedule has two.*; give' \
    "ledger: two prices of a day"
like "$said" 'pilot\.json:14:[0-9]+: error: .*36-month offer.*; take' \
    "ledger: an offer that is over"
like "$said" 'pilot\.json:15:[0-9]+: warning: .*over on 2023-08-08.*; take' \
    "ledger: an exit that is over"
like "$said" 'pilot\.json:16:[0-9]+: error: .*opens 9 days.*; let' \
    "ledger: a window that opens after it closes"
like "$said" 'pilot\.json:25:[0-9]+: error: .*without a margin.*; give' \
    "ledger: revenue without a margin"
like "$said" 'paid\.csv:3: error: .*on lines 2 and 3.*; keep' \
    "ledger: the same invoice twice"
like "$said" "paid\\.csv:4:1: error: .*'office'.*; write" \
    "ledger: an invoice of an unknown contract"

done_testing
