#!/bin/bash
# seatworth stat: regressions beyond least squares, pooling, weights, bounds.
cd "$(dirname "$0")/../.." || exit 1
. tests/support/tap.sh

awk 'BEGIN {
    print "y,used,arm,team,dept,score,answer"
    for (i = 0; i < 48; i++) {
        arm = i % 12 < 6 ? "copilot" : "none"
        y = (i * 37 % 11) + (arm == "copilot" ? 2 : 0) + i % 12 % 5
        printf "%d,%d,%s,t%d,%s,%d,%s\n", y, i * 7 % 5 < 2, arm, i % 12,
            i % 3 ? "Sales" : "Legal", i * 5 % 3 + 1, i % 4 ? y : ""
    }
}' >"$work/pilot.csv"
printf 'dept,effect,se\nSales,-4,2\nLegal,-12,2\nOps,-8,3\n' >"$work/items.csv"
printf 'variable,level,total\ndept,Sales,60\ndept,Legal,40\n' >"$work/m.csv"

stat() { # stat METHOD OPTION...: the JSON on one line
    local method=$1
    shift
    "$program" stat "$method" "$work/${file:-pilot}.csv" "$@" --json |
        tr -d '\n '
}

fails() { # fails CODE PATTERN WORD...
    local code=$1 pattern=$2 text
    shift 2
    text=$("$program" stat "$@" 2>&1 >"$work/stdout")
    is $? "$code" "exit code of: stat ${*##*/}"
    like "$text" "^seatworth: error: .*$pattern" "says why: stat ${*##*/}"
    is "$(cat "$work/stdout")" "" "no result: stat ${*##*/}"
}

out=$(stat wild-bootstrap --y y --group arm --cluster team --treated copilot)
is $? 0 'wild-bootstrap ends well'
like "$out" '"resamples":4096,"enumerated":true,"weights":"rademacher"' \
    '12 clusters: all signs'
like "$out" '"estimate":2\.125,' 'the difference of the arms'
like "$(stat wild-bootstrap --y y --group arm --cluster team \
    --alternative greater)" '"ci":\[-?[0-9.]+,null\]' 'one side'

out=$(stat mixed --y y --x arm --group team)
like "$out" '"name":"arm\[none\]"' 'mixed names the level'
like "$out" '"groups":12' 'and counts the groups'
is "$out" "$(stat mixed --y y --x arm --cluster team)" \
    'mixed takes its groups from --group or --cluster'

out=$(stat logit --y used --x arm)
like "$out" '"log_likelihood":-[0-9.]+' 'logit has a likelihood'
like "$out" '"name":"arm\[none\]","estimate":[-0-9.e]+,"se":[0-9.]+,"stat' \
    'and no degrees of freedom'
like "$(stat ordinal --y score --x arm)" '"thresholds":\[[^]]+\],' 'ordinal'
awk 'NR == 1 { print "y,x"; next } { print (NR > 25) "," NR }' "$work/pilot.csv" \
    >"$work/apart.csv"
out=$(file=apart stat logit --y y --x x)
is $? 0 'separated outcomes are no failure'
like "$out" '"coefficients":null.*notestimated.*separated' 'but null, and why'

export file=items
out=$(stat pool --estimate effect --se se --group dept)
like "$out" '"label":"Legal","estimate":-12,"pooled":-11,' 'pool labels'
# Paule-Mandel by hand: sum w (y - mu)^2 = 2 at this tau^2.
tau2=$(printf '%s' "$out" | sed 's/.*"tau2":\([0-9.e-]*\).*/\1/')
awk -v t="$tau2" 'BEGIN {
    split("-4 -12 -8", y); split("4 4 9", v)
    for (i = 1; i <= 3; i++) { w[i] = 1 / (v[i] + t); s += w[i]; m += w[i] * y[i] }
    for (i = 1; i <= 3; i++) q += w[i] * (y[i] - m / s) ^ 2
    exit !(t > 0 && q - 2 < 1e-9 && 2 - q < 1e-9)
}'
ok $? 'tau2 solves its equation'
like "$(stat pool --estimate effect --se se --method bayes --tau-scale 5)" \
    '"tau":[0-9.]+.*prioroftaudecides' 'bayes says what decides'
fails 2 'needs --tau-scale' pool "$work/items.csv" --estimate effect --se se \
    --method bayes
fails 2 'none of paule-mandel' pool "$work/items.csv" --estimate effect \
    --se se --method mle
file=pilot

out=$(stat rake --y y --margins "$work/m.csv")
# 32 rows of Sales stand for 60, 16 of Legal for 40.
like "$out" '"max_weight":2\.50{9}[0-9]*,"min_weight":1\.8750{9}[0-9]*' 'weights meet the margins'
"$program" stat rake "$work/pilot.csv" --y y --margins "$work/m.csv" --table \
    >"$work/table.csv"
is "$(head -1 "$work/table.csv")" 'y,used,arm,team,dept,score,answer,weight' \
    'the table has the weights'
is "$(awk -F, 'NR > 1 { s += $8 } END { print s }' "$work/table.csv")" 100 \
    'which add up'
fails 2 'needs --margins' rake "$work/pilot.csv" --y y
fails 1 'cannot be read' rake "$work/pilot.csv" --y y --margins "$work/no.csv"
head -2 "$work/m.csv" >"$work/short.csv"
fails 1 "no total for dept 'Legal'" rake "$work/pilot.csv" --y y \
    --margins "$work/short.csv"
printf 'variable,level,total\nfloor,1,60\n' >"$work/floor.csv"
fails 1 "no column 'floor'" rake "$work/pilot.csv" --y y \
    --margins "$work/floor.csv"
printf 'dept,Ops,10\n' | cat "$work/m.csv" - >"$work/ops.csv"
out=$(stat rake --y y --margins "$work/ops.csv")
is $? 0 'a level without rows is no failure'
like "$out" "\"estimate\":null.*dept'Ops'.*joinitwithanotherlevel" \
    'but null, and what to do'
printf 'variable,level,total\ndept,Sales,60\ndept,Legal,40\narm,none,50\narm,copilot,51\n' \
    >"$work/sums.csv"
fails 1 'arm add up to 101, those of dept to 100' rake "$work/pilot.csv" --y y --margins "$work/sums.csv"

out=$(stat balance --y y --x score,dept --group arm)
like "$out" '"smd_after":\{"score":[-0-9.e]+,"dept\[Sales\]":[-0-9.e]+\}' \
    'balance names the columns'
awk 'NR < 26' "$work/pilot.csv" >"$work/few.csv"
out=$(file=few stat balance --y y --x score --group arm)
is $? 0 'a small sample is no failure'
like "$out" '"estimate":null.*"ess":[0-9.]+.*effectivesamplesizebelow20' \
    'but null, with the balance shown'

out=$(stat bounds --y answer --group arm --treated copilot)
like "$out" '"n":48,"n_missing":0,.*whowouldalwaysanswer' \
    'no answer drops no row'
like "$(stat bounds --y answer --group arm --kind manski --range 0:40)" \
    '"lower":-?[0-9.]+,"upper":[0-9.]+,"ci":\[' 'Manski'
fails 2 'needs --range' bounds "$work/pilot.csv" --y answer --group arm \
    --kind manski
fails 2 'is not LOW:HIGH' bounds "$work/pilot.csv" --y answer --group arm \
    --kind manski --range 40:0
fails 1 'outside the range' bounds "$work/pilot.csv" --y answer --group arm \
    --kind manski --range 0:5
done_testing
