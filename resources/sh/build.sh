# shellcheck shell=bash
# Sourced by run-demo and run-tests after terminal.sh, in the repository's root: builds the release preset.

build_folder=build/release

# build_release with-tests|programs-only [TARGET…]: quiet when everything is up to date. Its whole output is in build/build.log.
build_release() {
    local tests=OFF log=build/build.log began=$SECONDS targets=()
    [[ $1 == with-tests ]] && tests=ON
    shift
    (($# == 0)) || targets=(--target "$@")
    mkdir -p build
    if ! build_is_configured "$tests"; then
        note "configuring the release build"
        if ! cmake --preset release "-DROLLCALL_BUILD_TESTS=$tests" >"$log" 2>&1; then
            show_tail "$log"
            failure "CMake could not configure the build; the reason is above."
            return 1
        fi
    fi
    # Percent signs are ninja's: finished and total steps.
    if ! NINJA_STATUS='[%f/%t] ' cmake --build --preset release "${targets[@]}" 2>&1 | tee "$log" | progress "building, step"; then
        grep -E -A12 -m8 'FAILED:|error:|ninja: error' "$log" | sed 's/^/    /' >&2 || show_tail "$log"
        failure "The build failed; the first errors are above, the rest is in $log."
        return 1
    fi
    grep -q 'no work to do' "$log" || note "built in $((SECONDS - began)) s"
}

# The programs alone may be built in a folder that is configured with the tests, not the other way round.
build_is_configured() {
    [[ -f $build_folder/build.ninja ]] && { [[ $1 == OFF ]] || grep -q '^ROLLCALL_BUILD_TESTS:BOOL=ON' "$build_folder/CMakeCache.txt"; }
}
