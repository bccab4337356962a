#!/bin/sh
# Every example's generator writes the committed CSV files, byte for byte.
set -u
python=${PYTHON:-/usr/bin/python3}
root=$(cd "$(dirname "$0")/../.." && pwd)
copy=$(mktemp -d) || exit 1
trap 'rm -rf "$copy"' EXIT

count=0
check() { # check "what" command...
    what=$1
    shift
    count=$((count + 1))
    if "$@"; then
        echo "ok $count - $what"
    else
        echo "not ok $count - $what"
    fi
}

# Same file names on both sides: a table that no generator writes fails too.
same_names() {
    [ -n "$(ls "$1" | grep '\.csv$')" ] &&
        [ "$(ls "$1" | grep '\.csv$')" = "$(ls "$2" | grep '\.csv$')" ]
}

no_carriage_return() {
    ! grep -q "$(printf '\r')" "$1"
}

for generator in "$root"/examples/*/generate.py; do
    folder=$(dirname "$generator")
    name=$(basename "$folder")
    [ -f "$folder/pilot.json" ] || continue # a folder of several, with a test
    mkdir "$copy/$name"
    cp "$generator" "$copy/$name/"
    # Another time zone, locale and hash seed must not show in the data.
    check "$name: the generator runs" env TZ=Pacific/Apia LC_ALL=C \
        PYTHONHASHSEED=7 "$python" "$copy/$name/generate.py"
    check "$name: it writes every CSV file" same_names "$folder" "$copy/$name"
    for table in "$folder"/*.csv; do
        file=$(basename "$table")
        check "$name/$file: the same bytes" cmp -s "$table" "$copy/$name/$file"
        check "$name/$file: ends lines with LF" no_carriage_return "$table"
    done
done
check "there are three examples" [ "$(ls "$copy" | wc -l)" -ge 3 ]
echo "1..$count"
