# bash completion for seatworth
_seatworth() {
    local word=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]}
    local common="--set --scenario --seed --as-of --max-rejects --templates
        --threads --names --color --quiet --help"
    if [ "$COMP_CWORD" -eq 1 ]; then
        COMPREPLY=($(compgen -W "evaluate check init
            finance scenario --help --version" -- "$word"))
        return
    fi
    case $previous in
    --color)
        COMPREPLY=($(compgen -W "auto always never" -- "$word"))
        return
        ;;
    esac
    case ${COMP_WORDS[1]},$word in
    evaluate,-*) COMPREPLY=($(compgen -W "--output --json --brief
        --exit-verdict $common" -- "$word")) ;;
    scenario,-*) COMPREPLY=($(compgen -W "--grid --ready --json --csv
        $common" -- "$word")) ;;
    check,-*) COMPREPLY=($(compgen -W "--json $common" -- "$word")) ;;
    *) COMPREPLY=($(compgen -f -- "$word")) ;;
    esac
}
complete -o filenames -F _seatworth seatworth
