#!/bin/bash
# The Decision sheet is one printed page.
cd "$(dirname "$0")/../.." || exit 1
. tests/support/tap.sh
profile=-env:UserInstallation=file://$work/profile
for example in examples/*/; do
    [ -e "$example/pilot.json" ] || continue
    name=$(basename "$example")
    "$program" evaluate "$example" -o "$work/$name.xlsx" >/dev/null 2>&1
    is $? 0 "$name: evaluates"
    # The other sheets are hidden, so that only this one is printed.
    /usr/bin/python3 - "$work/$name.xlsx" "$work/$name-page.xlsx" <<'PYTHON'
import re
import sys
import zipfile

# In the archive itself: another program's writer would drop the charts.
with zipfile.ZipFile(sys.argv[1]) as old, \
        zipfile.ZipFile(sys.argv[2], "w", zipfile.ZIP_DEFLATED) as new:
    for part in old.namelist():
        data = old.read(part)
        if part == "xl/workbook.xml":
            text = data.decode()
            assert '<sheet name="Decision"' in text, text
            text = re.sub(r'(<sheet name="(?!Decision")[^>]*?)'
                          r'(?: state="\w+")?( r:id)',
                          r'\1 state="hidden"\2', text)
            # A print area is printed, hidden or not.
            text = re.sub(r'<definedName name="_xlnm.Print_Area" '
                          r'localSheetId="(?!0")[^<]*</definedName>', "", text)
            text = re.sub(r' (activeTab|firstSheet)="\d+"', "", text)
            data = text.encode()
        new.writestr(part, data)
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
    printf '%s' "$text" | grep -qE '###|#(NAME|REF|VALUE|DIV)|Err:5'
    is $? 1 "$name: nothing overflows or fails on it"
done
done_testing
