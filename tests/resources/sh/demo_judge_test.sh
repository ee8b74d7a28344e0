#!/bin/bash
# run-demo's verdict on the register, on made-up answers of the server.
# shellcheck disable=SC2317,SC2034 # demo_get is called, and names read, by the functions under test
# shellcheck source=tests/resources/sh/check.sh
. "$(dirname "${BASH_SOURCE[0]}")/check.sh"
. resources/sh/terminal.sh
. resources/sh/demo.sh

demo_folder=$(mktemp -d)
trap 'rm -rf "$demo_folder"' EXIT
names=([ada]=Ada [ben]=Ben)
echo '{"people": [{"id": "ada", "name": "Ada"}, {"id": "ben", "name": "Ben"}]}' >"$demo_folder/people.json"
cat >"$demo_folder/truth.json" <<'JSON'
{"duration_s": 20, "timeline": [
    {"person": "ada", "known": true, "from_s": 0.5, "to_s": 5},
    {"person": "ben", "known": true, "from_s": 6, "to_s": 10},
    {"person": "stranger", "known": false, "from_s": 12, "to_s": 18}]}
JSON

# The clip begins at 08:00:00 of the server's clock. sighting PERSON FIRST LAST, in seconds of the clip.
sightings=''
sighting() {
    local first last
    first=$(date -u -d "@$((8 * 3600 + $2))" +%FT%T.800Z)
    last=$(date -u -d "@$((8 * 3600 + $3))" +%FT%T.000Z)
    sightings+="${sightings:+,}{\"id\": \"$1-$2\", \"person\": \"$1\", \"firstSeen\": \"$first\", \"lastSeen\": \"$last\", \"confidence\": 0.9}"
}
demo_get() {
    case "$1" in
        sightings*) echo "{\"items\": [$sightings], \"next\": null}" ;;
        attendance) echo "{\"items\": [$sightings], \"next\": null}" ;;
    esac
}

sighting ada 1 4
expect "one is missing" "Not registered, though in the picture: Ben." "$(demo_judge)"

sighting ben 7 9
expect "everybody and nobody else" "All 2 people are registered, the stranger is not." "$(demo_judge)"
expect "the clip's beginning" "28800" "$(demo_clip_began | cut -c 1-5)"

sighting ben 27 29
expect "a second round" "All 2 people are registered, the stranger is not." "$(demo_judge)"

good=$sightings
sighting ada 14 15
expect "a sighting of its own" "The stranger was taken for: ada." "$(demo_judge)"
demo_judge >/dev/null
expect "a wrong register fails" 1 "$?"

sightings=${good/T08:00:09/T08:00:16}
expect "a sighting that went on" "The stranger was taken for: ben." "$(demo_judge)"

sightings=''
expect "nobody at all" "Not registered, though in the picture: Ada, Ben." "$(demo_judge)"

check_end
