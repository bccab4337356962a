#!/bin/sh
# One run of a scheduler: evaluate.sh PILOT FOLDER [DATE]
#
# The result of the run before is FOLDER/latest.json. What is new is told by the
# exit code of `seatworth evaluate --exit-change`: 0 nothing, 20 the verdict,
# 21 its act-by date is near, 22 an input has expired.
set -u
pilot=$1 folder=$2 today=${3:-$(date +%F)}
seatworth=${SEATWORTH:-seatworth}
mkdir -p "$folder" || exit 3

set -- --quiet --as-of "$today" -o "$folder/$today.xlsx" \
    --json "$folder/$today.json"
if [ -e "$folder/latest.json" ]; then
    set -- "$@" --against "$folder/latest.json" --exit-change --due 45
fi
"$seatworth" evaluate "$pilot" "$@"
code=$?
case $code in
0 | 20 | 21 | 22) cp "$folder/$today.json" "$folder/latest.json" || exit 3 ;;
esac
exit $code
