#!/bin/bash
# The package list is well-formed, and only what is missing would be installed.
# shellcheck disable=SC2317 # dpkg-query is called by the functions under test
# shellcheck source=tests/resources/sh/check.sh
. "$(dirname "${BASH_SOURCE[0]}")/check.sh"
. resources/sh/terminal.sh
. resources/sh/packages.sh

expect "every package says why" "" "$(grep -vE '^(#.*|\[(build|run|test)\]|[a-z0-9][a-z0-9.+-]+  # .+|)$' resources/debian-packages.txt)"
expect "none is named twice" "" "$(packages_listed build run test | sort | uniq -d)"
expect "sections are kept apart" "" "$(comm -12 <(packages_listed build | sort) <(packages_listed run test | sort))"
expect "GoogleTest is for tests" "libgtest-dev" "$(packages_listed test | grep '^libgtest')"

# A machine with all but two of them, one of which was removed and left its settings. Another provides npm.
dpkg-query() {
    packages_listed build run test |
        sed -e '/^jq$/d' -e '/^npm$/d' -e 's/.*/installed, &, /' -e 's/^installed, curl, $/config-files, curl, /' -e 's/^installed, nodejs, $/&nodejs-doc, npm (= 9)/'
}
expect "what is absent or removed is missing" "curl jq" "$(packages_missing build run test | xargs)"

expect "apt's progress" "[20/100] [50/100] [97/100]" "$(printf '%s\n' 'dlstatus:3:40.1234:Retrieving file 3 of 9' \
    'pmstatus:dpkg-exec:0.0:Running dpkg' 'Setting up jq: done' 'pmstatus:libpng-dev:amd64:94.8:Preparing libpng-dev:amd64' | packages_percent | xargs)"

check_end
