# shellcheck shell=bash
# Sourced by the tests of the shell parts: expect counts, check_end is the verdict.

cd "$(dirname "${BASH_SOURCE[0]}")/../../.." || exit 1
failures=0

# expect WHAT EXPECTED ACTUAL
expect() {
    [[ $2 == "$3" ]] && return
    printf 'FAILED: %s\n  expected: %s\n  actual:   %s\n' "$1" "$2" "$3"
    failures=$((failures + 1))
}

check_end() {
    ((failures == 0)) && echo "passed"
    exit "$((failures > 0))"
}
