#!/bin/sh
# Prints the GResource manifest of every file below the folder $1.
set -eu
cd "$1"
printf '<?xml version="1.0" encoding="UTF-8"?>\n<gresources>\n'
printf '  <gresource prefix="/seatworth">\n'
find . -type f | LC_ALL=C sort | sed 's|^\./||' | while read -r file; do
    printf '    <file>%s</file>\n' "$file"
done
printf '  </gresource>\n</gresources>\n'
