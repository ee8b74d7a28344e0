# shellcheck shell=bash
# Sourced by run-demo and run-tests: what they say, and how. Colour and moving lines on a terminal only.

if [[ -t 1 && "${TERM:-dumb}" != dumb ]]; then
    bold=$'\e[1m' dim=$'\e[2m' green=$'\e[32m' red=$'\e[31m' plain=$'\e[0m' on_terminal=1
else
    bold='' dim='' green='' red='' plain='' on_terminal=
fi

heading() { printf '\n%s%s%s\n' "$bold" "$*" "$plain"; }
note() { printf '  %s\n' "$*"; }
success() { printf '\n%s%s%s\n' "$green$bold" "$*" "$plain"; }
failure() { printf '\n%s%s%s\n' "$red$bold" "$*" "$plain" >&2; }

# show_tail FILE: its last lines, indented, for the reader of a failure.
show_tail() {
    [[ -s "$1" ]] || return 0
    printf '%sThe last lines of %s:%s\n' "$dim" "$1" "$plain" >&2
    tail -n 30 "$1" | sed 's/^/    /' >&2
}

# progress WHAT: turns lines that begin with [done/total] into one moving line, or, off a terminal, into a line every tenth.
progress() {
    local what=$1 line tenth now said=-1 pattern='^ *\[([0-9]+)/([0-9]+)\]'
    while IFS= read -r line; do
        [[ $line =~ $pattern ]] || continue
        now="$what ${BASH_REMATCH[1]} of ${BASH_REMATCH[2]}"
        if [[ $on_terminal ]]; then
            [[ $now == "$said" ]] || printf '\r\e[K  %s' "$now"
            said=$now
        else
            tenth=$((10 * BASH_REMATCH[1] / BASH_REMATCH[2]))
            ((tenth <= said)) || note "$now"
            said=$tenth
        fi
    done
    [[ -z $on_terminal ]] || printf '\r\e[K'
}
