# shellcheck shell=bash
# Sourced by run-demo and run-tests after terminal.sh: installs what this machine lacks of resources/debian-packages.txt.

# packages_listed SECTION…: the names in these sections of the list, one a line.
packages_listed() {
    local list section name
    list="$(dirname "${BASH_SOURCE[0]}")/../debian-packages.txt"
    while read -r name _; do
        case "$name" in
            '' | '#'*) ;;
            '['*']') section=${name//[\[\]]/} ;;
            *) [[ " $* " != *" $section "* ]] || printf '%s\n' "$name" ;;
        esac
    done <"$list"
}

# packages_missing SECTION…: those of them that are not installed. What an installed one of them provides counts as installed:
# Node.js from elsewhere brings npm along, and Debian's could not be put beside it.
packages_missing() {
    local wanted
    mapfile -t wanted < <(packages_listed "$@")
    comm -23 <(printf '%s\n' "${wanted[@]}" | sort) \
        <(dpkg-query --show --showformat='${db:Status-Status}, ${Package}, ${Provides}\n' "${wanted[@]}" 2>/dev/null |
            sed -n 's/^installed, //p' | tr ',' '\n' | sed 's/^ *//; s/ .*//' | sort -u)
}

# packages_install SECTION…: says nothing when all are there; returns non-zero with the reason said when that cannot be had.
packages_install() {
    local missing as_root=()
    if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
        note "this is no Debian system, so nothing was installed; needed are the equivalents of resources/debian-packages.txt"
        return 0
    fi
    mapfile -t missing < <(packages_missing "$@")
    ((${#missing[@]} == 0)) && return 0
    if ((EUID != 0)); then
        if ! command -v sudo >/dev/null; then
            failure "These Debian packages are missing, and neither root nor sudo is at hand to install them: ${missing[*]}"
            return 1
        fi
        as_root=(sudo)
    fi
    note "installing ${#missing[@]} Debian packages${as_root:+ with sudo}: ${missing[*]}"
    # A fresh machine has no package lists yet; an old one may have outdated ones, which shows when a download fails.
    packages_known "${missing[@]}" || "${as_root[@]}" apt-get -qq update || return 1
    packages_apt install "${missing[@]}" && return 0
    "${as_root[@]}" apt-get -qq update && packages_apt install "${missing[@]}" && return 0
    failure "apt-get could not install the packages; its messages are above."
    return 1
}

packages_known() {
    apt-get --quiet=2 --simulate install "$@" >/dev/null 2>&1
}

# packages_apt ARGUMENT…: apt-get with a line of progress in place of its chatter, which is shown when it fails. The inner shell
# gives the status lines a descriptor of their own: sudo closes those from outside, and packages' scripts need their stdout.
packages_apt() {
    local messages
    messages=$(mktemp)
    # shellcheck disable=SC2016 # "$@" is the inner shell's
    if "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive bash -c 'exec apt-get "$@" 3>&1 >/dev/null' apt-get \
        --quiet=2 --yes --no-install-recommends -o Dpkg::Use-Pty=0 -o APT::Status-Fd=3 "$@" 2>"$messages" |
        packages_percent | progress "installing, part"; then
        rm -f "$messages"
        return 0
    fi
    cat "$messages" >&2
    rm -f "$messages"
    return 1
}

# Turns apt's status lines into [percent/100]: downloading is the first half of the way, unpacking and setting up the second.
packages_percent() {
    local line pattern='^(dl|pm)status:.*:([0-9]+)(\.[0-9]+)?:'
    while IFS= read -r line; do
        [[ $line =~ $pattern ]] || continue
        case "${BASH_REMATCH[1]}" in
            dl) printf '[%d/100]\n' $((BASH_REMATCH[2] / 2)) ;;
            pm) printf '[%d/100]\n' $((50 + BASH_REMATCH[2] / 2)) ;;
        esac
    done
}
