#!/usr/bin/env bash
# A starter pilot is written whole, and nothing of the user's is replaced.
. tests/support/tap.sh


for template in basic rct; do
    "$program" init --template "$template" "$work/$template" >/dev/null
    ok $? "init writes the $template starter"
    diff -r "templates/starter/$template" "$work/$template" >/dev/null
    ok $? "the $template starter is the template, byte for byte"
done
"$program" init "$work/basic" >/dev/null 2>"$work/err"
is $? 2 'a folder that is not empty is left alone'
grep -q 'not empty' "$work/err"
ok $? 'and said so'
"$program" init --template basik "$work/new" >/dev/null 2>"$work/err"
is $? 2 'an unknown template is wrong usage'
grep -q "did you mean 'basic'" "$work/err"
ok $? 'with a suggestion'
test ! -e "$work/new"
ok $? 'and nothing is made'
done_testing
