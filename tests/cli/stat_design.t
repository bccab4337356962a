#!/bin/bash
# seatworth stat: methods that plan and guard a comparison.
cd "$(dirname "$0")/../.." || exit 1
. tests/support/tap.sh

json() { # json WORD...: stat's JSON on one line
    "$program" stat "$@" --json | tr -d '\n '
}

fails() { # fails CODE PATTERN WORD...
    local code=$1 pattern=$2 text
    shift 2
    text=$("$program" stat "$@" 2>&1 >"$work/stdout")
    is $? "$code" "exit code of: stat $*"
    like "$text" "^seatworth: error: .*$pattern" "says why: stat $*"
    is "$(cat "$work/stdout")" "" "no result: stat $*"
}

# Published O'Brien-Fleming bounds of four looks.
out=$(json spending --looks .25,.5,.75,1 --alpha .05)
like "$out" '"bounds":\[4\.33263.*,2\.96313.*,2\.35904.*,2\.01409' bounds
like "$out" '"alpha_spent":\[0\.0000147|"alpha_spent":\[1\.47' 'alpha spent'
fails 2 'looks rise' spending --looks .5,.4
fails 2 'looks is needed' spending
fails 2 "'x' is no number" spending --looks .5,x
fails 2 'reads no file' spending some.csv --looks 1

# R 4.2.2: power.t.test(n = 50, delta = .5, strict = TRUE)
like "$(json power --n 50 --effect .5 --sd 1)" \
    '"n":50,.*"power":0\.69689340553' power
# R 4.2.2: power.t.test(delta = .3, power = .8)$n is 175.4
like "$(json power --effect .3 --sd 1 --target-power .8)" '"n":176,' \
    'n is rounded up'
out=$(json power --effect 0 --sd 1)
is $? 0 'an unreachable power is no failure'
like "$out" '"n":null,.*"power":null,"mde":null.*unreachable' 'but said'
like "$(json power --n 5 --effect 1 --sd 1 --icc .1 --cluster-size 5)" \
    '"power":null,"mde":null.*clusters' 'one cluster an arm is not enough'
fails 2 'n or --effect is needed' power
fails 2 'no number of people' power --n 2.5
fails 2 'icc 1 ' power --n 50 --icc 1
fails 2 'target power' power --n 50 --target-power .01

like "$(json evalue --estimate 1.5 --se 2 --sd 3)" '"limit":1,.*limitis1' \
    'the interval holds no effect'
is "$(json evalue --estimate -1.5 --se .2 --sd 3)" \
    "$(json evalue --estimate 1.5 --se .2 --sd 3)" 'the sign does not count'
fails 2 'sd is needed' evalue --estimate 1 --se 1
fails 2 'needs --se' evalue --estimate 1 --sd 1
# Cinelli & Hazlett (2020): 13.9 % and 7.6 %
like "$(json robustness --statistic -4.184 --df 783)" \
    '"point":0\.1386.*,"limit":0\.0761|"point":0\.138[67].*,"limit":0\.076' RV
fails 2 'df is needed' robustness --statistic 3

cat >"$work/p.csv" <<'CSV'
id,p,odd
a,.001,1
b,.02,2
c,NA,.3
d,.015,.1
CSV
out=$(json adjust "$work/p.csv" --p p)
like "$out" '"n":3,"n_missing":1,"holm":\[0\.003,0\.03,0\.03\]' \
    'a missing p does not count'
like "$out" '"bh":\[0\.003,0\.02,0\.02\]' BH
fails 1 'line 3: p = 2' adjust "$work/p.csv" --p odd
fails 1 'id' adjust "$work/p.csv" --p id

awk 'BEGIN { print "arm,y"; for (i = 0; i < 1000; i++)
    print (i < 460 ? "a" : "b") "," i % 7 }' >"$work/arms.csv"
# An arm of weight 0 has no degree of freedom; R: pchisq(6.4, 1, lower = FALSE)
like "$(json srm "$work/arms.csv" --group arm --expected a:.5,b:.5,c:0)" \
    '"df":1,"statistic":6\.4[0-9]*,"p":0\.01141203' 'sample ratio'
# An arm that nobody is in counts.
like "$(json srm "$work/arms.csv" --group arm --expected a:1,b:1,c:1)" \
    '"df":2,.*"level":"c","observed":0,"expected":333' 'an empty arm'
fails 2 "no share for 'b'" srm "$work/arms.csv" --group arm --expected a:1
fails 2 'is no LEVEL:SHARE' srm "$work/arms.csv" --group arm --expected a
fails 2 'twice' srm "$work/arms.csv" --group arm --expected a:1,b:1,a:2
fails 2 'is no share' srm "$work/arms.csv" --group arm --expected a:1,b:x

cat >"$work/quality.csv" <<'CSV'
arm,y,q1,q2,q3
a,3,3,4,3
a,5,4,5,4
a,4,2,2,3
a,6,5,4,5
b,2,1,2,2
b,4,3,3,4
b,4,4,4,4
b,3,2,3,2
CSV
q=$work/quality.csv
# R 4.2.2: t.test(b, a, mu = -3, alternative = "greater"), conf.level = .9
out=$(json equivalence "$q" --y y --group arm --margin 3)
like "$out" '"p":0\.0380556[0-9]*,"ci":\[-2\.' 'equivalence'
like "$out" '"p_lower":0\.0380556[0-9]*,"p_upper":' 'both tests'
like "$(json noninferiority "$q" --y y --group arm --margin 3)" \
    '"p_lower":0\.0380556.*lowervaluesareworse' 'lower is worse'
like "$(json noninferiority "$q" --y y --group arm --margin 3 \
    --alternative less)" '"p_upper":.*highervaluesareworse' 'higher is worse'
fails 2 'margin is needed' equivalence "$q" --y y --group arm
fails 2 'margin -1 ' equivalence "$q" --y y --group arm --margin -1
like "$(json alpha "$q" --x q1,q2,q3)" '"estimate":0\.9[0-9]*,.*"items":3' alpha
out=$(json alpha "$q" --x q1)
is $? 0 'one item is no failure'
like "$out" '"estimate":null.*atleast2' 'but nothing is estimated'
like "$(json alpha "$q" --x q1,q2 --alternative greater)" \
    '"ci":\[0\.[0-9]*,null\]' 'the open end is null'
fails 1 'arm' alpha "$q" --x q1,arm
like "$(json icc "$q" --y y --group arm)" \
    '"df_between":1,"df_within":6' 'degrees of freedom'
done_testing
