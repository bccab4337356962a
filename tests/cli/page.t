#!/bin/bash
# The Decision sheet is one printed page.
cd "$(dirname "$0")/../.." || exit 1
. tests/support/tap.sh
profile=-env:UserInstallation=file://$work/profile
for example in examples/*/; do
    name=$(basename "$example")
    "$program" evaluate "$example" -o "$work/$name.xlsx" >/dev/null 2>&1
    is $? 0 "$name: evaluates"
    # The other sheets are hidden, so that only this one is printed.
    /usr/bin/python3 - "$work/$name.xlsx" "$work/$name-page.xlsx" <<'PYTHON'
import sys

import openpyxl

workbook = openpyxl.load_workbook(sys.argv[1])
for sheet in workbook:
    if sheet.title != "Decision":
        sheet.sheet_state = "hidden"
workbook.active = workbook.sheetnames.index("Decision")
workbook.save(sys.argv[2])
PYTHON
    is $? 0 "$name: the first sheet alone"
    soffice "$profile" --headless --convert-to pdf --outdir "$work" \
        "$work/$name-page.xlsx" >"$work/log" 2>&1
    pages=$(pdfinfo "$work/$name-page.pdf" 2>/dev/null |
        sed -n 's/^Pages: *//p')
    is "$pages" 1 "$name: pages of the Decision sheet"
    text=$(pdftotext -layout "$work/$name-page.pdf" - 2>/dev/null)
    like "$text" '(RENEW|RIGHTSIZE|RENEGOTIATE|EXTEND|SWITCH|CANCEL|UNDETERM)' \
        "$name: the verdict is on it"
    like "$text" '^[^#]*$' "$name: it has text"
    printf '%s' "$text" | grep -qE '###|#(NAME|REF|VALUE|DIV)|Err:5'
    is $? 1 "$name: nothing overflows or fails on it"
done
done_testing
