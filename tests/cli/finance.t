#!/usr/bin/env bash
# The measures of given flows, as a spreadsheet user would ask for them.
. tests/support/tap.sh

flows() { # flows NAME LINE...
    printf '%s\n' "${@:2}" >"$work/$1"
}

flows excel.csv period,amount 0,-70000 1,12000 2,15000 3,18000 4,21000 5,26000
out=$("$program" finance "$work/excel.csv" --rate 0.1 --json)
is $? 0 'periodic flows are measured'
like "$out" '"irr": 0\.0866309480365' "Excel's documented IRR"
like "$out" '"xirr": null' 'a dated rate is not claimed for periods'

flows dated.csv date,amount 2008-01-01,-10000 2008-03-01,2750 \
    2008-10-30,4250 2009-02-15,3250 2009-04-01,2750
out=$("$program" finance "$work/dated.csv" --rate 0.09 --dates --json)
like "$out" '"xnpv": 2086\.6476020315' "Excel's documented XNPV"
like "$out" '"xirr": 0\.3733625335' "Excel's documented XIRR"

flows twice.csv period,amount 0,-1000 1,2500 2,-1560
out=$("$program" finance "$work/twice.csv" --rate 0.1 --json)
like "$out" '"irr": null' 'no one rate is given where there are two'
like "$out" 'not unique' 'and the reason is'
like "$(echo $out)" '"irr_roots": \[ 0\.2[0-9]*, 0\.3' 'both are listed'

flows plain.csv period,amount 0,100 1,50
out=$("$program" finance "$work/plain.csv" --rate 0.1)
like "$out" 'no rate of return' 'flows without a sign change have none'

flows split.csv period,benefits,costs 0,,100 1,150,10
out=$("$program" finance "$work/split.csv" --rate 0 --json)
like "$out" '"bcr": 1\.3636363636' 'benefits and costs apart'

"$program" finance "$work/plain.csv" --rate -1 >/dev/null 2>"$work/err"
is $? 2 'a rate of -100 % is wrong usage'
like "$(cat "$work/err")" 'above -1' 'and said so'
"$program" finance "$work/plain.csv" >/dev/null 2>"$work/err"
is $? 2 'a rate is needed'
flows bad.csv period,amount 0,-1 1,x
"$program" finance "$work/bad.csv" --rate 0.1 >/dev/null 2>"$work/err"
is $? 1 'a cell that is no number is rejected'
like "$(cat "$work/err")" "bad.csv:3:2: error: 'x' is no number" 'at its place'
flows none.csv when,what 1,2
"$program" finance "$work/none.csv" --rate 0.1 >/dev/null 2>"$work/err"
is $? 1 'columns are named'
like "$(cat "$work/err")" "no column 'period'" 'when they are missing'
done_testing
