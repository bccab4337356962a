#!/bin/bash
# seatworth stat: rank, resampling, count and curve methods.
cd "$(dirname "$0")/../.." || exit 1
. tests/support/tap.sh

cat >"$work/small.csv" <<'CSV'
arm,before,after,yes_before,yes,time,adopters,left
pilot,3,5,0,1,1,3.1,1
pilot,4,4,0,1,2,5.2,1
pilot,2,5,1,1,3,9.4,0
pilot,5,4,0,1,4,16.0,1
pilot,1,3,0,0,5,23.7,1
control,2,2,1,0,6,31.2,0
control,3,1,0,0,7,36.9,1
control,4,3,1,0,8,39.5,1
control,1,2,0,1,9,42.1,1
control,3,NA,0,0,10,43.0,0
CSV

stat() { # stat METHOD OPTION...: the JSON on one line
    local method=$1
    shift
    "$program" stat "$method" "$work/small.csv" "$@" --json | tr -d '\n '
}

refuses() { # refuses CODE PATTERN METHOD OPTION...
    local code=$1 pattern=$2 method=$3 text
    shift 3
    text=$("$program" stat "$method" "$work/small.csv" "$@" 2>&1 >"$work/out")
    is $? "$code" "exit code of: stat $method $*"
    like "$text" "^seatworth: error: .*$pattern" "says why: stat $method $*"
}

# The figures are of R 4.2.2, exactRankTests 0.8-35 and survival 3.5-3.
out=$(stat mann-whitney --y after --group arm --treated pilot)
like "$out" '"n":9,"n_missing":1,"estimate":0\.975,' 'the relative effect'
like "$out" '"statistic":19\.5,"p":0\.0238095238' 'U and its exact p'
like "$out" '"exact":true' 'p is exact'
out=$(stat permutation --y after --group arm --treated pilot)
like "$out" '"p":0\.0238095238.*"exact":true' 'all assignments'
out=$(stat brunner-munzel --y time --group arm)
like "$out" '"se":null,"df":null,"statistic":null,"p":0\.0079365079365' \
    'groups that do not overlap have an exact p'
like "$out" '"ci":\[null,null\].*donotoverlap' 'and no interval, with a reason'
like "$(stat wilcoxon --before before --after after)" \
    '"hodges_lehmann":.*2pairswithoutachange' 'zeros are dropped and said'
like "$(stat wilcoxon --before time --after time)" \
    '"estimate":null,.*everychangeiszero' 'no change at all is null'

out=$(stat bootstrap --y adopters --x time --resamples 499 --seed 3)
is "$out" "$(OMP_NUM_THREADS=1 stat bootstrap --y adopters --x time \
    --resamples 499 --seed 3)" 'a seed is an answer, with any threads'
like "$out" '"ci_bca":\[null,null\].*ciisthepercentileinterval' \
    'levels beyond the replicates fall back, and it is said'
like "$(stat bootstrap --y adopters)" '"ci_bca":\[[0-9.]+,[0-9.]+\]' BCa
like "$(stat bootstrap --y after --group arm)" 'themean-difference,9999' \
    'a group makes it a difference'

out=$(stat proportions --y yes --group arm)
like "$out" '"estimate":0\.6[0-9]*,' 'the difference of proportions'
like "$out" '"fisher_p":0\.20634920' "Fisher's p"
like "$(stat mcnemar --before yes_before --after yes)" \
    '"statistic":0\.6666666666' "McNemar's statistic"
like "$(stat trend --y yes --group time)" '"p":0\.06125664696' 'a trend over time'

out=$(stat survival --time time --event left --group arm)
like "$out" '"median":{"control":8\.5,"pilot":4}' 'a median in each group'
like "$out" '"logrank_p":0\.0045043958' 'the log-rank p'
like "$(stat survival --time time --event left)" \
    '"curve":\[{"time":1,"n_risk":10,"n_event":1,"survival":0\.9,' 'a curve'
out=$(stat growth --y adopters --x time)
like "$out" '"name":"K","estimate":43\.93548' 'the ceiling of a logistic curve'
like "$(stat growth --y adopters --x time --curve bass)" '"name":"q"' 'Bass'

refuses 2 'less than 99' bootstrap --y after --resamples 20
refuses 2 'needs --group' bootstrap --y after --statistic mean-difference
refuses 2 'none of logistic' growth --y adopters --x time --curve line
refuses 1 'not numeric' trend --y yes --group arm
refuses 1 '' proportions --y after --group arm
done_testing
