#!/bin/sh
# Processor seconds of a million correlated draws against peers on one thread,
# run in turn; each ratio is the median of three pairs. The peers do a part of
# the draws and are multiplied up.
set -eu
bench=$1
export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1

middle() { sort -g | sed -n 2p; }

compare() { # compare LABEL SHARE COMMAND...
    label=$1 share=$2
    shift 2
    pairs=$(for pair in 1 2 3; do
        a=$("$bench" ours)
        b=$("$@" "$share")
        echo "${a%% *} ${b%% *} ${a#* mean }|${b#* mean }"
    done)
    mine=$(echo "$pairs" | cut -d' ' -f1 | middle)
    theirs=$(echo "$pairs" | awk -v k="$share" '{print k * $2}' | middle)
    ratio=$(echo "$pairs" | awk -v k="$share" '{print k * $2 / $1}' | middle)
    printf '| %s, from 1/%s | %.3f | %.2f | %.0f | %s |\n' "$label" "$share" \
        "$mine" "$theirs" "$ratio" \
        "$(echo "$pairs" | sed -n '1{s/.* //;s/|/, /;p;}')"
}

echo "| 1 M correlated draws of 12 inputs, against | CPU s | peer's CPU s |" \
    "ratio | means |"
echo "| --- | ---: | ---: | ---: | --- |"
if /usr/bin/python3 -c 'import numpy, scipy.special' 2>/dev/null; then
    compare "vectorised numpy" 8 /usr/bin/python3 tests/bench/draws_numpy.py
else
    echo "| numpy or scipy is not installed | | | | |"
fi
compare "textbook GSL" 32 "$bench" gsl
