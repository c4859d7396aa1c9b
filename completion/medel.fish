# Completion of medel in fish. It knows nothing itself: "medel complete" (see
# medel(1)) is asked each time, so that commands, options and codes are those
# of the medel that is run.

function __medel_complete
    set -l typed (commandline -opc)
    set -l word (commandline -ct)
    set -l program $typed[1]
    set -e typed[1]
    for offer in ($program complete $typed "$word" 2>/dev/null)
        set -l file (string replace -r -- '^--[^=]*=' '' "$word")
        set -l lead (string replace -r -- '^(--[^=]*=)?.*' '$1' "$word")
        switch $offer
            case :files
                __fish_complete_path "$file" | string replace -r -- '^' "$lead"
            case :dirs
                __fish_complete_directories "$file" | string replace -r -- '^' "$lead"
            case '*'
                printf "%s\n" $offer
        end
    end
end

complete -c medel -f -a '(__medel_complete)'
