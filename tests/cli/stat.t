#!/bin/bash
# seatworth stat: one estimator on one CSV.
cd "$(dirname "$0")/../.." || exit 1
. tests/support/tap.sh

cat >"$work/survey.csv" <<'CSV'
id,arm,team,before,after,level,note
a,pilot,t1,10,14,1,x
b,pilot,t1,12,17,2,x
c,pilot,t2,9,15,3,
d,control,t3,11,12,1,y
e,control,t3,10,9,2,y
f,control,t4,13,NA,3,y
g,control,t4,8,10,10,z
h,pilot,t2,11,,2,z
i,pilot,t5,9,11,3,z
CSV

stat() { # stat METHOD OPTION...: the JSON on one line
    local method=$1
    shift
    "$program" stat "$method" "$work/survey.csv" "$@" --json | tr -d '\n '
}

fails() { # fails CODE PATTERN WORD...
    local code=$1 pattern=$2 text
    shift 2
    text=$("$program" stat "$@" 2>&1 >"$work/stdout")
    is $? "$code" "exit code of: stat $*"
    like "$text" "^seatworth: error: .*$pattern" "says why: stat $*"
    is "$(cat "$work/stdout")" "" "no result: stat $*"
}

out=$(stat t-test --y after --group arm)
is $? 0 'a method ends well'
like "$out" '"method":"t-test","n":7,"n_missing":2,' 'NA and empty drop a row'
# R 4.2.2: t.test(c(14,17,15,11), c(12,9,10))
like "$out" '"estimate":3\.91666666666666' 'the last level is the treated one'
like "$out" '"p":0\.0515312948' 'p agrees with t.test'
like "$(stat t-test --y after --group arm --treated control)" \
    '"estimate":-3\.91666666666666' '--treated turns it around'
like "$(stat t-test --y after --group arm --alternative greater)" \
    '"ci":\[0\.8210177[0-9]*,null\]' 'the open end is null'
like "$(stat t-test --y after --group arm --null 3.9166666666666667)" \
    '"p":(1|0\.9999999)' 'null is what it is tested against'
like "$(stat t-test --y after --group arm --curve bass)" \
    'curveisnotusedbyt-test' 'what is not used is noted'
like "$("$program" stat t-test "$work/survey.csv" --y after --group arm)" \
    '^estimate +3\.916667$' 'a table without --json'

like "$(stat ols --y before --x level)" '"name":"\(Intercept\)"' 'intercept'
like "$(stat ols --y before --x note)" '"n":8.*"name":"note\[y\]".*"note\[z\]"' \
    'text becomes indicators against the first level'
like "$(stat ols --y before --x level --polynomial 2)" '"name":"level\^2"' powers
like "$(stat kruskal --y before --group level)" '"df":3,' \
    'levels that are numbers are four'
like "$(stat ancova --y after --x before --group arm --cluster team)" \
    '"name":"arm\[pilot\]"' 'the treatment is named'

out=$(stat describe --y level)
like "$out" '"median":2,"q1":2,"q3":3,' 'quartiles of type 7'

# What cannot be estimated is null with a note, and no failure.
printf 'y,g\n5,a\n5,a\n5,b\n5,b\n' >"$work/same.csv"
out=$("$program" stat t-test "$work/same.csv" --y y --group g --json |
    tr -d '\n ')
is $? 0 'exit code 0'
like "$out" '"estimate":null,.*"ci":null,.*"notes":\[.*constant' 'null and why'
printf 'y,g\n5,a\n6,a\n' >"$work/one.csv"
like "$("$program" stat t-test "$work/one.csv" --y y --group g --json |
    tr -d '\n')" 'has 1 level in' 'one level is no contrast'
printf 'y,x,z\n1,1,2\n2,2,4\n4,3,6\n4,4,8\n' >"$work/collinear.csv"
like "$("$program" stat ols "$work/collinear.csv" --y y --x x,z)" \
    "not estimated: '[xz]' is a combination" 'the column is named'

fails 1 "no column 'afer' for --y; did you mean 'after'" t-test \
    "$work/survey.csv" --y afer --group arm
fails 1 "no column 'q' for --y; the file has 'id', 'arm'" t-test \
    "$work/survey.csv" --y q --group arm
fails 1 "'note' is not numeric: 'x' in line 2" describe "$work/survey.csv" \
    --y note
fails 1 'has 5 levels; two are needed' t-test "$work/survey.csv" \
    --y before --group team
fails 1 "no level 'plot'" t-test "$work/survey.csv" --y after --group arm \
    --treated plot
fails 2 'needs --group' t-test "$work/survey.csv" --y after
fails 2 'needs a FILE.csv' t-test --y after --group arm
fails 2 'needs a METHOD' --json
fails 2 "did you mean 't-test'" t-tset "$work/survey.csv"
fails 2 'not between 0 and 1' describe "$work/survey.csv" --y level --conf 95
fails 2 'is none of two-sided, less, greater' describe "$work/survey.csv" \
    --y level --alternative both
fails 2 'is none of classical' ols "$work/survey.csv" --y before --x level \
    --vcov hc9
fails 2 'cr2 needs --cluster' ols "$work/survey.csv" --y before --x level \
    --vcov cr2
fails 2 'is no number' describe "$work/survey.csv" --y level --null zero
fails 2 'is no option of stat' describe "$work/survey.csv" --y level --set a=1
fails 2 'one file at a time' describe "$work/survey.csv" b.csv --y level

# Long tables: two rows a unit.
cat >"$work/long.csv" <<'CSV'
unit,period,arm,y
1,1,a,5
1,2,a,7
2,1,a,4
2,2,a,7
3,1,b,5
3,2,b,9
4,1,b,6
4,2,b,9
5,1,b,2
5,2,b,7
6,1,b,2
CSV
did() { "$program" stat did "$1" --y y --unit unit --period period \
    --group arm --json; }
out=$(did "$work/long.csv" | tr -d '\n ')
like "$out" '"n":5,' 'n is the number of units with both periods'
like "$out" '"estimate":1\.5,' 'after - before, last level - first'
like "$out" '1unitwithoutbothperiodsleftout' 'the others are noted'
(head -1 "$work/long.csv"; tail -n +2 "$work/long.csv" | sort -t, -k4n) \
    >"$work/shuffled.csv"
is "$(did "$work/shuffled.csv")" "$(did "$work/long.csv")" 'rows in any order'
(cat "$work/long.csv"; echo 1,2,a,8) >"$work/twice.csv"
fails 1 "unit '1' occurs twice in period '2', in line 13" did \
    "$work/twice.csv" --y y --unit unit --period period --group arm
sed 's/^1,2,a/1,2,b/' "$work/long.csv" >"$work/moves.csv"
fails 1 "unit '1' changes its 'arm'" did "$work/moves.csv" --y y --unit unit \
    --period period --group arm

# Interval bounds: an empty one is open, both empty say nothing.
cat >"$work/bins.csv" <<'CSV'
id,lo,hi
1,,10
2,10,20
3,10,20
4,20,30
5,30,60
6,60,
7,,
8,5,10
CSV
out=$("$program" stat interval "$work/bins.csv" --lower lo --upper hi --json |
    tr -d '\n ')
like "$out" '"n":7,"n_missing":1,' 'empty bounds keep the row'
like "$out" '"families":\[\{"family":"lognormal"' 'all families are shown'
fails 2 'is none of auto, lognormal' interval "$work/bins.csv" --lower lo \
    --upper hi --family cauchy

printf 'y;g\n1,5;a\n2,5;a\n3,5;b\n5,5;b\n' >"$work/comma.csv"
like "$("$program" stat t-test "$work/comma.csv" --y y --group g --json)" \
    '"estimate": 2.5' 'decimal commas'
done_testing
