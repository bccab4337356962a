#!/bin/sh
# Sums by person beside DuckDB's, one thread each, in turn; the ratio of their
# processor times is taken pair by pair, which a busy machine disturbs least.
set -eu
programs=${BENCH_PROGRAMS:-build/release/bench}
dir=build/bench
runs=${RUNS:-5}
peer=@duckdb/node-bindings-linux-x64@1.5.6-r.1
library=$dir/package/libduckdb.so
mkdir -p "$dir"

fetch_peer() {
    [ -f "$library" ] && return
    command -v npm > /dev/null || return 1
    (cd "$dir" && timeout 300 npm pack --silent "$peer" > npm.log 2>&1 &&
        tar xzf duckdb-node-bindings-linux-x64-*.tgz) || return 1
}

median() {
    sort -n | awk '{ v[NR] = $1 }
        END { print (v[int((NR + 1) / 2)] + v[int(NR / 2) + 1]) / 2 }'
}

for kind in clean quoted; do
    [ -f "$dir/$kind.csv" ] || "$programs/person_files" "$kind" "$dir/$kind.csv"
done
echo
if ! fetch_peer; then
    echo "DuckDB could not be fetched from npm: seatworth's times stand alone"
    library=
fi
echo "| sums by person | processor s | wall s | peak MiB | DuckDB s |" \
    "DuckDB MiB | DuckDB / seatworth |"
echo "| --- | ---: | ---: | ---: | ---: | ---: | ---: |"

row() { # row KIND THREADS
    own=$dir/own.txt theirs=$dir/peer.txt
    : > "$own"
    : > "$theirs"
    i=0
    while [ $i -lt "$runs" ]; do
        "$programs/bench_person_sums" "$dir/$1.csv" "$2" >> "$own"
        [ -z "$library" ] || "$programs/bench_person_sums" "$dir/$1.csv" \
            "$2" "$library" >> "$theirs"
        i=$((i + 1))
    done
    if [ "$(cut -d' ' -f4 "$own" "$theirs" | sort -u | wc -l)" != 1 ]; then
        echo "the answers differ: see $own and $theirs" >&2
        exit 1
    fi
    mib=$(wc -c < "$dir/$1.csv" | awk '{ printf "%.0f MB", $1 / 1e6 }')
    printf '| %s, %s, %s | %s | %s | %s |' "$1" "$mib" \
        "$([ "$2" = 1 ] && echo 'one thread' || echo "$2 threads")" \
        "$(cut -d' ' -f1 "$own" | median)" "$(cut -d' ' -f2 "$own" | median)" \
        "$(cut -d' ' -f3 "$own" | median)"
    if [ -n "$library" ]; then
        printf ' %s | %s | %.1f |\n' "$(cut -d' ' -f1 "$theirs" | median)" \
            "$(cut -d' ' -f3 "$theirs" | median)" \
            "$(paste -d' ' "$own" "$theirs" | awk '{ print $5 / $1 }' | median)"
    else
        echo ' | | |'
    fi
}

row clean 1
row clean 2
row quoted 1
