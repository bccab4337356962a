#!/bin/bash
# Same inputs, same seed, same build: the same bytes, whatever the time zone,
# the locale, the number of threads and the folder one stands in.
cd "$(dirname "$0")/../.." || exit 1
. tests/support/tap.sh
example=$(realpath examples/research-division-500)
sets="--set simulation.draws=16384"

run() { # run NAME VARIABLE=VALUE...
    local name=$1
    shift
    mkdir "$work/$name"
    (cd "$work/$name" && env "$@" "$program" evaluate "$example" \
        -o report.xlsx --json result.json --html report.html --brief brief.md $sets \
        >summary.txt 2>diagnostics.txt)
    is $? 0 "$name: exit code"
}

run first TZ=UTC LC_ALL=C OMP_NUM_THREADS=1
sleep 1.1 # a clock that leaks would show
run again TZ=UTC LC_ALL=C OMP_NUM_THREADS=1
run zone TZ=Pacific/Kiritimati LC_ALL=C OMP_NUM_THREADS=1
run locale TZ=America/St_Johns LC_ALL=de_DE.UTF-8 LANG=fr_FR.UTF-8 \
    OMP_NUM_THREADS=1
run threads TZ=UTC LC_ALL=C OMP_NUM_THREADS=2
run many TZ=UTC LC_ALL=C.UTF-8 OMP_NUM_THREADS=7
for other in again zone locale threads many; do
    for file in report.xlsx result.json report.html brief.md summary.txt diagnostics.txt
    do
        cmp "$work/first/$file" "$work/$other/$file" >/dev/null 2>&1
        ok $? "$other: $file has the same bytes"
    done
done

# The same of a report in another language and look.
plain=$sets
sets="$sets --language de --theme plain --sheets all"
run german TZ=UTC LC_ALL=C OMP_NUM_THREADS=1
sleep 1.1
run germanzone TZ=Pacific/Kiritimati LC_ALL=de_DE.UTF-8 LANG=fr_FR.UTF-8 \
    OMP_NUM_THREADS=3
for file in report.xlsx result.json report.html brief.md summary.txt diagnostics.txt; do
    cmp "$work/german/$file" "$work/germanzone/$file" >/dev/null 2>&1
    ok $? "German: $file has the same bytes"
done
for file in report.xlsx report.html brief.md summary.txt; do
    ! cmp -s "$work/first/$file" "$work/german/$file"
    ok $? "German: $file is not the English one"
done
sets=$plain

# --threads is the same as the environment, and another seed is not.
sets="$sets --threads 3"
run option TZ=UTC LC_ALL=C
cmp -s "$work/first/result.json" "$work/option/result.json"
ok $? "--threads changes nothing"
sets="$sets --seed 99"
run seed TZ=UTC LC_ALL=C
! cmp -s "$work/first/result.json" "$work/seed/result.json"
ok $? "another seed changes something"
grep -q "$work\|$example" "$work/first/result.json"
is $? 1 "no folder of this machine is in the result"
done_testing
