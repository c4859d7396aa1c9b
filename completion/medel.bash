# Completion of medel in bash. It knows nothing itself: "medel complete" (see
# medel(1)) is asked each time, so that commands, options and codes are those
# of the medel that is run.

_medel()
{
    local program=${1/#~\//"$HOME"/} word raw lead file about i
    local -a words=()

    # Bash takes "--region=SE" and "region:SE" apart; medel wants them whole.
    for ((i = 1; i <= COMP_CWORD; i++)); do
        word=${COMP_WORDS[i]}
        if ((${#words[@]} > 1)) && { [[ $word == [=:]* ]] ||
            [[ ${COMP_WORDS[i - 1]} == [=:] ]]; }
        then
            words[${#words[@]} - 1]+=$word
        else
            words+=("$word")
        fi
    done
    raw=${COMP_WORDS[COMP_CWORD]}
    [[ $raw == [=:]* ]] && raw=''
    word=${words[${#words[@]} - 1]}
    lead=${word%"$raw"} # what bash keeps before the word that it completes
    file=$word
    [[ $word == --*=* ]] && file=${word#*=}

    COMPREPLY=()
    while IFS=$'\t' read -r word about; do
        case $word in
        :files | :dirs)
            compopt -o filenames 2>/dev/null
            [[ $word == :dirs ]] && i=-d || i=-f
            word=${words[${#words[@]} - 1]}
            word=${word%"$file"}
            while IFS= read -r about; do
                COMPREPLY+=("${word#"$lead"}$about")
            done < <(compgen "$i" -- "$file")
            ;;
        *)
            [[ $word == *: ]] && compopt -o nospace 2>/dev/null
            COMPREPLY+=("${word#"$lead"}")
            ;;
        esac
    done < <("$program" complete "${words[@]}" 2>/dev/null)
}

complete -F _medel medel
