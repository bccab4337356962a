#!/bin/bash
# Every example evaluates, and its verdict is the one its README promises.
cd "$(dirname "$0")/../.." || exit 1
. tests/support/tap.sh
words='renew|rightsize|renegotiate|extend|switch|cancel|undetermined'
count=0
for example in examples/*/; do
    [ -f "$example/pilot.json" ] || continue # a folder of several
    name=$(basename "$example")
    count=$((count + 1))
    expected=$(sed -nE "s/^Expected verdict: \*\*($words)\*\*.*/\1/p" \
        "$example/README.md")
    [ -n "$expected" ]
    ok $? "$name: README says what to expect"
    "$program" evaluate "$example" --json "$work/$name.json" \
        >"$work/$name.txt" 2>"$work/$name.err"
    is $? 0 "$name: evaluates"
    grep ' error: ' "$work/$name.err" | sed 's/^/# /'
    got=$(/usr/bin/python3 -c \
        'import json, sys; print(json.load(open(sys.argv[1]))["verdict"]["option"])' \
        "$work/$name.json")
    is "$got" "$expected" "$name: verdict"
done
[ "$count" -ge 3 ]
ok $? "there are three examples at least"

/usr/bin/python3 - "$work"/*.json <<'PYTHON'
import json
import sys

import jsonschema

schema = json.load(open("templates/schemas/result.schema.json"))
validator = jsonschema.Draft202012Validator(schema)
faults = []


def refuse(name):
    raise ValueError(name)


for path in sys.argv[1:]:
    result = json.load(open(path), parse_constant=refuse)
    for error in validator.iter_errors(result):
        faults.append(f"{path}: {error.json_path}: {error.message[:200]}")
    keys = list(schema["properties"])
    if list(result) != keys:
        faults.append(f"{path}: keys in another order: {list(result)}")
    # The schema must be able to refuse.
    for key in keys:
        spoiled = dict(result)
        del spoiled[key]
        if validator.is_valid(spoiled):
            faults.append(f"{path}: valid without {key}")
    spoiled = json.loads(json.dumps(result))
    spoiled["verdict"]["surprise"] = 1
    if validator.is_valid(spoiled):
        faults.append(f"{path}: valid with a surprise")
for fault in faults:
    print("#", fault)
sys.exit(bool(faults))
PYTHON
ok $? "the results obey the schema"
done_testing
