#!/bin/sh
# Manual pages of every command and completions below the folder $1, as the
# program at $SEATWORTH makes them of its help.
set -eu
share=$1
mkdir -p "$share/man/man1" "$share/bash-completion/completions" \
    "$share/zsh/site-functions" "$share/fish/vendor_completions.d"
"$SEATWORTH" help | sed -n '/^Commands:/,/^$/s/^  \([a-z]*\) .*/\1/p' |
    while read -r command; do
        "$SEATWORTH" help --manual "$command" \
            >"$share/man/man1/seatworth-$command.1"
    done
"$SEATWORTH" help --completion bash \
    >"$share/bash-completion/completions/seatworth"
"$SEATWORTH" help --completion zsh >"$share/zsh/site-functions/_seatworth"
"$SEATWORTH" help --completion fish \
    >"$share/fish/vendor_completions.d/seatworth.fish"
