# shellcheck shell=bash
# Sourced by run-demo and run-tests: installs what this machine lacks of resources/debian-packages.txt.

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

# packages_missing SECTION…: those of them that are not installed.
packages_missing() {
    local wanted
    mapfile -t wanted < <(packages_listed "$@")
    comm -23 <(printf '%s\n' "${wanted[@]}" | sort) \
        <(dpkg-query --show --showformat='${Package} ${db:Status-Status}\n' "${wanted[@]}" 2>/dev/null |
            sed -n 's/ installed$//p' | sort)
}

# packages_install SECTION…: says nothing when all are there; returns non-zero with the reason said when that cannot be had.
packages_install() {
    local missing as_root=()
    if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
        echo "This is no Debian system, so nothing was installed. Needed: the equivalents of resources/debian-packages.txt." >&2
        return 0
    fi
    mapfile -t missing < <(packages_missing "$@")
    ((${#missing[@]} == 0)) && return 0
    if ((EUID != 0)); then
        if ! command -v sudo >/dev/null; then
            echo "These packages are missing, and neither root nor sudo is at hand to install them: ${missing[*]}" >&2
            return 1
        fi
        as_root=(sudo)
    fi
    echo "Installing ${#missing[@]} Debian packages${as_root:+ with sudo}: ${missing[*]}"
    # A fresh machine has no package lists yet, an old one may have outdated ones: both show as a failing simulation or download.
    packages_apt install --simulate "${missing[@]}" >/dev/null 2>&1 || packages_update || return 1
    packages_apt install "${missing[@]}" && return 0
    packages_update && packages_apt install "${missing[@]}" && return 0
    echo "apt-get could not install the packages; its messages are above." >&2
    return 1
}

packages_update() {
    "${as_root[@]}" apt-get -qq update
}

# Download and unpack messages stay out of the way; errors go to stderr and are seen.
packages_apt() {
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq --yes --no-install-recommends \
        -o Dpkg::Use-Pty=0 "$@" >/dev/null
}
