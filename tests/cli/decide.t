#!/bin/bash
# seatworth decide: draws made elsewhere, with answers by hand and bad files.
cd "$(dirname "$0")/../.." || exit 1
. tests/support/tap.sh

file() { # file NAME LINE...
    printf '%s\n' "${@:2}" >"$work/$1"
}

decide() { # decide WORD...: the JSON on one line
    (cd "$work" && "$program" decide "$@" --json) | tr -d '\n '
}

fails() { # fails CODE PATTERN WORD...
    local code=$1 pattern=$2 text
    shift 2
    text=$(cd "$work" && "$program" decide "$@" 2>&1 >"$work/stdout")
    is $? "$code" "exit code of: decide $*"
    like "$text" "$pattern" "says why: decide $*"
    is "$(cat "$work/stdout")" "" "no result: decide $*"
}

# By hand. Best of a draw: 4, 1, 0 (cancel and renew tie), 3. Means 0, -1, 1;
# the mean of the best is 2.
file draws.csv cancel,renew,rightsize 0,4,1 0,-2,1 0,0,-1 0,-6,3
out=$(decide draws.csv)
is $? 0 'draws are decided'
like "$out" '^\{"draws":4,"threshold":null,"options":\[' 'the keys begin'
like "$out" '\{"option":"cancel","expected_net_benefit":0,"sd":0,"probability_best":0\.125,"expected_loss":2\}' \
    'a tie is split'
like "$out" '"option":"renew","expected_net_benefit":-1,"sd":4\.16333199893[0-9]*,"probability_best":0\.375,"expected_loss":3\}' \
    'mean, sd and loss'
like "$out" '\],"best":"rightsize","evpi":1,"evpi_se":0\.707106781186' \
    'the best and the value of knowing everything'
like "$out" '"ceac":\[\{"threshold":null,"option":"cancel","probability":0\.125\}' \
    'the curve has one point without thresholds'
like "$out" '"ceaf":\[\{"threshold":null,"option":"rightsize","probability":0\.5\}\]' \
    'and so has the frontier'
like "$out" '"evppi":\[\],"notes":\[\]\}$' 'no parameters, no EVPPI'

# Net benefit K e - c. At 1: (1, -1) and (2, 0): b by 1 in both draws. At 0:
# -c: (-1, -3) and (-2, -4): a by 1. At 0.5 they tie.
file effects.csv a,b 2,4 2,4
file costs.csv b,a 2,1 4,3
out=$(decide effects.csv --costs costs.csv --threshold 1)
like "$out" '"threshold":1,"options":\[\{"option":"a","expected_net_benefit":0,.*"option":"b","expected_net_benefit":1,.*"best":"b","evpi":0,' \
    'costs are matched by name, not by place'
out=$(decide effects.csv --costs costs.csv --threshold 0 --threshold 0.5 \
    --threshold 1)
like "$out" '^\{"draws":2,"by_threshold":\[\{"threshold":0,"options":' \
    'several thresholds are a list'
like "$out" '"threshold":0,.*"best":"a".*"threshold":0\.5,.*"best":"a".*"threshold":1,.*"best":"b"' \
    'each with its own best; the first of those that tie'
like "$out" '"ceaf":\[\{"threshold":0,"option":"a","probability":1\},\{"threshold":0\.5,"option":"a","probability":0\.5\},\{"threshold":1,"option":"b","probability":1\}\],"notes"' \
    'the frontier goes over all of them'

# x is 0 or 1; keep is worth 1 on average at 0 and -3 at 1, so -1 in all:
# knowing x is worth (1 + 0) / 2. At y = 7 it is 0.5, at 8 -2.5: (0.5 + 0) / 2.
{
    echo leave,keep
    for i in $(seq 500); do printf '0,3\n0,-4\n0,-1\n0,-2\n'; done
} >"$work/two.csv"
{
    echo x,y
    for i in $(seq 500); do printf '0,7\n1,8\n0,8\n1,7\n'; done
} >"$work/parameters.csv"
out=$(decide two.csv --parameters parameters.csv)
like "$out" '"evppi":\[\{"parameter":"x","value":0\.(5|50000[0-9]*|49999[0-9]*),"se":0\.0[0-9]*\},\{"parameter":"y","value":0\.2(5|4999)[0-9]*,' \
    'what a parameter is worth, by hand'
is "$(decide two.csv --parameters parameters.csv --threads 2)" "$out" \
    'the same with any number of threads'
out=$(decide draws.csv --parameters <(printf 'p\n1\n2\n3\n4\n'))
like "$out" '"evppi":\[\{"parameter":"p","value":null,"se":null\}\],"notes":\["EVPPIisunknown' \
    'too few draws for a regression: null and a note'

text=$(cd "$work" && "$program" decide draws.csv)
like "$text" '^rightsize +1 +1\.633 +50\.0% +1  best$' 'the table'
like "$text" 'EVPI, standard error 0\.7071' 'and a sentence'

# How people export numbers.
printf 'a;b\r\n1,5;2\r\n2,5;1.000,25\r\n' >"$work/comma.csv"
like "$(decide comma.csv)" '"a","expected_net_benefit":2,.*"b","expected_net_benefit":501\.125' \
    'decimal commas behind semicolons'
printf '\xef\xbb\xbfa,b\n"$1,200",2\n800,1e1\n' >"$work/money.csv"
like "$(decide money.csv)" '"a","expected_net_benefit":1000,.*"b","expected_net_benefit":6,' \
    'currency, thousands, an exponent, a byte order mark'
printf 'a;b\n1,234;2\n2,345;1\n' >"$work/either.csv"
fails 1 "either.csv:2:1: error: '1,234' has two readings" either.csv

file ragged.csv a,b 1,2 3 4,5,6
fails 1 "ragged.csv:3:2: error: column 'b' is empty" ragged.csv
fails 1 'ragged.csv:4: error: the row has 3 cells' ragged.csv
file text.csv a,b 1,2 3,many
fails 1 "text.csv:3:2: error: 'many' in column 'b' is no number" text.csv
file nan.csv a,b 1,2 NaN,1 Inf,1
fails 1 "nan.csv:3:1: error: 'NaN' in column 'a' is no number" nan.csv
fails 1 "nan.csv:4:1: error: 'Inf'" nan.csv
file one.csv a,b 1,2
fails 1 'one.csv: error: one draw says nothing .*; draw at least 2' one.csv
file option.csv a 1 2
fails 1 'option.csv: error: one option leaves .*; add a column of zeros' \
    option.csv
file headless.csv 1,2 3,4
fails 1 'headless.csv:1:1: error: the first line holds only numbers' \
    headless.csv
: >"$work/empty.csv"
fails 1 'empty.csv.*error: ' empty.csv
file header.csv a,b
fails 1 'header.csv.*error: ' header.csv
fails 1 'missing.csv.*error: ' missing.csv
file three.csv p 1 2 3
fails 1 'three.csv: error: 3 rows, but draws.csv has 4' draws.csv \
    --parameters three.csv
file other.csv a,bee 1,2 3,4
fails 1 "other.csv:1:2: error: 'bee' is no column of effects.csv" effects.csv \
    --costs other.csv --threshold 1
fails 1 "effects.csv:1:2: error: 'b' is no column of other.csv" effects.csv \
    --costs other.csv --threshold 1
fails 1 "text.csv:3:2.*" draws.csv --parameters text.csv
file bad.csv a,b $(for i in $(seq 30); do echo x,1; done)
fails 1 'bad.csv: error: 30 cells are no numbers; the first 20 are listed' \
    bad.csv
fails 1 'a net benefit is too large' effects.csv --costs costs.csv \
    --threshold 1e308
fails 2 '--costs needs --threshold' effects.csv --costs costs.csv
fails 2 '--threshold needs --costs' effects.csv --threshold 1
fails 2 'threshold -1 is no number' effects.csv --costs costs.csv \
    --threshold -1
fails 2 'threshold 1x is no number' effects.csv --costs costs.csv \
    --threshold 1x
fails 2 'decide takes one file' draws.csv two.csv
fails 2 'decide takes one file'
fails 2 "unknown option '--parameter'; did you mean '--parameters'" \
    draws.csv --parameter x
if [ -e /dev/full ]; then
    (cd "$work" && "$program" decide draws.csv >/dev/full 2>err)
    is $? 3 'a full disk is exit code 3'
fi
like "$("$program" decide --help)" 'Example:' 'help has an example'
done_testing
