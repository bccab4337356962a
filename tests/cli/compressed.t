#!/bin/bash
# A gzip file is read as what it holds, and says so where it cannot be.
cd "$(dirname "$0")/../.." || exit 1
. tests/support/tap.sh
make_pilot "$work/plain"
make_pilot "$work/packed"
pack() { # pack FILE: two members, as appended logs have
    { head -3 "$work/plain/$1" | gzip; tail -n +4 "$work/plain/$1" | gzip; } \
        >"$work/packed/$1.gz"
    rm "$work/packed/$1"
    sed -i "s/\"$1\"/\"$1.gz\"/" "$work/packed/pilot.json"
}
pack seats.csv
pack after.csv
figures() {
    "$program" evaluate "$1" --json - --quiet | /usr/bin/python3 -c '
import json, sys
r = json.load(sys.stdin)
print(r["economics"]["npv"], r["verdict"], [x["sha256"] for x in r["inputs"]])'
}
is "$(figures "$work/packed")" "$(figures "$work/plain")" \
    "packed in two members: the same figures, and the hash of what it holds"

fails() { # fails PATTERN NAME
    text=$("$program" check "$work/packed" 2>&1)
    is $? 1 "$2: rejected"
    like "$text" "seats.csv.gz: error: .*$1" "$2: says why"
}
cp "$work/packed/seats.csv.gz" "$work/good.gz"
head -c -6 "$work/good.gz" >"$work/packed/seats.csv.gz"
fails 'cut off' 'a file that is cut off'
{ cat "$work/good.gz"; echo junk; } >"$work/packed/seats.csv.gz"
fails 'damaged' 'a tail that is no gzip'
printf '' | gzip >"$work/packed/seats.csv.gz"
fails 'empty' 'nothing inside'
head -c 600000000 /dev/zero | gzip -1 >"$work/packed/seats.csv.gz"
fails 'more than may be read' 'a bomb'
done_testing
