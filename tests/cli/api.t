#!/bin/bash
# The programs of examples/api give what the command gives.
cd "$(dirname "$0")/../.." || exit 1
. tests/support/tap.sh
library=$(realpath "${SEATWORTH_LIBRARY:-build/release/libseatworth.so.0}")
pilot=examples/research-division-500
want=$("$program" evaluate "$pilot" -q --json - | /usr/bin/python3 -c '
import json, sys
r = json.load(sys.stdin)
print(r["verdict"]["option"], "%.17g" % r["economics"]["npv"])')
cc -std=c17 -Wall -Wextra -Werror -Iinclude examples/api/figures.c "$library" \
    -Wl,-rpath,"$(dirname "$library")" -o "$work/figures" 2>"$work/log"
is $? 0 'the program in C compiles'
sed 's/^/# /' "$work/log"
is "$("$work/figures" "$pilot")" "$want" 'C'
is "$(SEATWORTH_LIBRARY=$library examples/api/figures.py "$pilot")" "$want" \
    'Python'
done_testing
