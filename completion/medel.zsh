#compdef medel
# Completion of medel in zsh. It knows nothing itself: "medel complete" (see
# medel(1)) is asked each time, so that commands, options and codes are those
# of the medel that is run.

local program=${(Q)words[1]} offer word about
local -a typed offers values shown open
typed=(${(@Q)words[2,CURRENT-1]} "${(Q)PREFIX}")
offers=("${(@f)$(${~program} complete "${typed[@]}" 2>/dev/null)}")

for offer in "${offers[@]}"; do
    word=${offer%%$'\t'*}
    about=${offer#*$'\t'}
    case $word in
    '') ;;
    :files | :dirs)
        [[ $PREFIX == --*=* ]] && compset -P 1 '*='
        if [[ $word == :dirs ]]; then _files -/; else _files; fi
        ;;
    *:) open+=("$word") ;;
    *)
        values+=("$word")
        [[ $offer == *$'\t'* ]] && word="$word  -- $about"
        shown+=("$word")
        ;;
    esac
done

# -U: a name may be offered for its beginning in capitals.
(( $#open )) && compadd -U -S '' -a open
(( $#values )) && compadd -U -l -d shown -a values
(( $#open + $#values )) || (( compstate[nmatches] ))
