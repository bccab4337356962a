# bash completion for seatworth
_seatworth() {
    local word=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]}
    local common="--set --scenario --seed --as-of --max-rejects --templates
        --allow-partial --theme --language --sheets --threads --names --color --quiet --help"
    if [ "$COMP_CWORD" -eq 1 ]; then
        COMPREPLY=($(compgen -W "evaluate check privacy init identify finance
            scenario stat decide plan explain compare portfolio sql
            verify --help --version" -- "$word"))
        return
    fi
    case $previous in
    --color)
        COMPREPLY=($(compgen -W "auto always never" -- "$word"))
        return
        ;;
    --language)
        COMPREPLY=($(compgen -W "en de fr es" -- "$word"))
        return
        ;;
    --theme)
        COMPREPLY=($(compgen -W "default plain" -- "$word")
            $(compgen -f -- "$word"))
        return
        ;;
    esac
    case ${COMP_WORDS[1]},$word in
    evaluate,-*) COMPREPLY=($(compgen -W "--output --json --html --brief --rows --data
        --no-person-data --exit-verdict $common" -- "$word")) ;;
    stat,-*) COMPREPLY=($(compgen -W "--y --x --group --treated --before --after
        --unit --period --cluster --weights --strata --lower --upper --event
        --time --estimate --se --vcov --p --null --margin --alternative --conf
        --resamples --statistic --method --family --kind --range --curve
        --margins --looks --expected --alpha --cap --tau-scale --n --effect
        --sd --icc --cluster-size --target-power --df --polynomial
        --equal-variance --delta --no-intercept --hurdle --studentised --table
        --seed --threads --json --help" -- "$word")) ;;
    stat,*)
        if [ "$COMP_CWORD" -eq 2 ]; then
            COMPREPLY=($(compgen -W "$(seatworth stat --help 2>/dev/null |
                sed -n '/^Methods:/,/^$/s/^  \([a-z-]*\) .*/\1/p')" -- "$word"))
        else
            COMPREPLY=($(compgen -f -- "$word"))
        fi
        ;;
    scenario,-*) COMPREPLY=($(compgen -W "--grid --ready --json --csv
        $common" -- "$word")) ;;
    decide,-*) COMPREPLY=($(compgen -W "--parameters --costs --threshold --seed
        --json --help" -- "$word")) ;;
    plan,-*) COMPREPLY=($(compgen -W "--sd --effect --alpha --target-power
        --width --icc --team-size --team-cv --response-rate --population
        --week-correlation --min-weeks --max-weeks --prior-mean --prior-sd
        --bias-sd --value --cost --term-weeks --response-cost --seat-cost
        --fixed-cost --json $common" -- "$word")) ;;
    explain,*) COMPREPLY=($(compgen -W "$(seatworth explain 2>/dev/null)
        --templates --help" -- "$word")) ;;
    compare,-*) COMPREPLY=($(compgen -W "--output --json --theme --language
        --quiet --help" -- "$word")) ;;
    portfolio,-*) COMPREPLY=($(compgen -W "--output --json --budget $common" \
        -- "$word")) ;;
    verify,-*) COMPREPLY=($(compgen -W "--inputs --templates --theme --threads
        --quiet --help" -- "$word")) ;;
    privacy,-*) COMPREPLY=($(compgen -W "--json $common" -- "$word")) ;;
    check,-*) COMPREPLY=($(compgen -W "--json $common" -- "$word")) ;;
    identify,-*) COMPREPLY=($(compgen -W "--json --table --explain --write-mapping --as
        --encoding --delimiter --decimal --date-order --skip-rows --rows
        $common" -- "$word")) ;;
    *) COMPREPLY=($(compgen -f -- "$word")) ;;
    esac
}
complete -o filenames -F _seatworth seatworth
