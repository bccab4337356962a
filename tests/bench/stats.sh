#!/bin/sh
# Processor seconds of the large statistics against peers, run in turn; the
# ratio is the median of the pairs. One thread each. What is not installed is
# left out with a line that says so.
set -eu
bench=$1
data=$(mktemp -d)
trap 'rm -rf "$data"' EXIT
export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1

median() {
    sort -g | awk '{x[NR] = $1}
        END {print (x[int((NR + 1) / 2)] + x[int((NR + 2) / 2)]) / 2}'
}

# Pairs of one library run and one run of a peer; the peer's seconds are
# multiplied by SCALE where it does a part of the work.
compare() { # compare LABEL PAIRS SCALE OURS COMMAND...
    label=$1 pairs=$2 scale=$3 ours=$4
    shift 4
    : > "$data/pairs"
    for pair in $(seq "$pairs"); do
        a=$("$bench" "$ours")
        b=$("$@" 2>/dev/null)
        echo "${a%% *} ${b%% *}" >> "$data/pairs"
    done
    mine=$(cut -d' ' -f1 "$data/pairs" | median)
    theirs=$(awk -v k="$scale" '{print k * $2}' "$data/pairs" | median)
    ratio=$(awk -v k="$scale" '{print k * $2 / $1}' "$data/pairs" | median)
    printf '| %s | %s | %.4f | %.3f | %.1f | %s, %s |\n' "$label" "$pairs" \
        "$mine" "$theirs" "$ratio" "${a#* }" "${b#* }"
}

has_r() { # has_r PACKAGE
    command -v Rscript >/dev/null && Rscript -e \
        "quit(status = !requireNamespace('$1', quietly = TRUE))" \
        >/dev/null 2>&1
}

against_r() { # against_r PACKAGE compare's arguments
    package=$1
    shift
    if has_r "$package"; then
        compare "$@"
    else
        echo "| $1: R's $package is not installed | | | | | |"
    fi
}

"$bench" data bootstrap "$data/likert"
"$bench" data rows "$data/rows"
numpy=tests/bench/peer_numpy.py
has_numpy() {
    /usr/bin/python3 -c 'import numpy, scipy.special' 2>/dev/null
}

echo "| job against peer | pairs | CPU s | peer's CPU s | ratio | results |"
echo "| --- | ---: | ---: | ---: | ---: | --- |"
boot="BCa, 25,000 + 25,000 Likert answers, 10,000 resamples"
compare "$boot: GSL, from a tenth of the resamples" 3 10 bootstrap \
    "$bench" gsl 10
if has_numpy; then
    compare "$boot: numpy, from a tenth" 3 10 bootstrap \
        /usr/bin/python3 "$numpy" bootstrap "$data/likert" 10
    compare "cluster-robust, 1 M rows, k 20, 5,000 clusters: numpy" 3 1 \
        cluster /usr/bin/python3 "$numpy" cluster "$data/rows"
else
    echo "| numpy or scipy is not installed | | | | | |"
fi
against_r boot "$boot: R boot, replicates alone, from a fiftieth" 3 50 \
    bootstrap Rscript tests/bench/peer_r.R boot "$data/likert" 50
against_r sandwich "cluster-robust, the same: R lm and vcovCL" 1 1 cluster \
    Rscript tests/bench/peer_r.R cluster "$data/rows"
against_r lme4 "random intercept REML, the same rows: lmer" 1 1 mixed \
    Rscript tests/bench/peer_r.R mixed "$data/rows"
