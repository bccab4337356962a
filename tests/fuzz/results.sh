#!/bin/sh
# results.sh FOLDER - a table of what the fuzzers' logs in FOLDER say.
set -eu
echo "# Fuzzing"
echo
echo "Written by \`make fuzz-results\` after \`make fuzz\`, under AddressSanitizer and"
echo "UndefinedBehaviorSanitizer. A finding is a crash, a leak, a hang of 20 seconds, 2 GiB of"
echo "memory, or a reader that refuses without saying why."
echo
echo "| target | inputs | inputs a second | edges covered | inputs kept | findings |"
echo "| --- | ---: | ---: | ---: | ---: | ---: |"
for log in "$1"/fuzz_*.log; do
    name=$(basename "$log" .log)
    awk -v name="$name" '
        function thousands(n) { while (match(n, /[0-9][0-9][0-9][0-9]($|,)/)) n = substr(n, 1, RSTART) "," substr(n, RSTART + 1); return n }
        /cov: / { for (i = 1; i < NF; i++) { if ($i == "cov:") cov = $(i + 1); if ($i == "corp:") corp = $(i + 1) } }
        /stat::number_of_executed_units/ { n = $2 }
        /stat::average_exec_per_sec/ { per = $2 }
        /ERROR: |SUMMARY: |ABORTING|deadly signal/ { bad = 1 }
        END { sub("/.*", "", corp); printf "| %s | %s | %s | %s | %s | %d |\n", name, thousands(n), thousands(per), thousands(cov), corp, bad }
    ' "$log"
done
