# shellcheck shell=bash
# Sourced by run-demo after terminal.sh and build.sh: the steps of its story. Every process started here is ended by
# demo_stop; every wait has a deadline.
# shellcheck disable=SC2154 # the colours and build_folder come from the two files named above

demo_folder=build/demo
server_url=''
server_pid=''
camera_pid=''
declare -A names=() seen=()

# --- the drawn people --------------------------------------------------------------------------------------------------

demo_draw() {
    local program=$build_folder/bin/rollcall-draw-people
    [[ $demo_folder/people.json -nt $program ]] && return 0
    note "drawing the demo's people and their clip"
    "$program" --out "$demo_folder" || demo_fail "The demo's people could not be drawn; the reason is above."
}

# --- processes ---------------------------------------------------------------------------------------------------------

demo_fail() {
    [[ -z $camera_pid ]] || show_tail "$demo_folder/camera.log"
    [[ -z $server_pid ]] || show_tail "$demo_folder/server.log"
    failure "$*"
    exit 1
}

demo_running() { [[ -n $1 ]] && kill -0 "$1" 2>/dev/null; }

# demo_end PID: asks it to end, and insists after five seconds.
demo_end() {
    local tries
    demo_running "$1" || return 0
    kill "$1" 2>/dev/null || true
    for ((tries = 0; tries < 50; tries++)); do
        demo_running "$1" || break
        sleep 0.1
    done
    kill -9 "$1" 2>/dev/null || true
    wait "$1" 2>/dev/null || true
}

demo_stop() {
    trap '' INT TERM
    demo_end "$camera_pid"
    demo_end "$server_pid"
}

demo_check_programs() {
    demo_running "$server_pid" || demo_fail "The server ended by itself."
    [[ -z $camera_pid ]] || demo_running "$camera_pid" || demo_fail "The camera program ended by itself."
}

# demo_start_server OPTION…: on an empty register and a port that the system chooses; sets server_url.
demo_start_server() {
    local log=$demo_folder/server.log deadline=$((SECONDS + 20))
    mkdir -p "$demo_folder"
    rm -rf "$demo_folder/data"
    : >"$log"  # now, or the line of an earlier run could be taken for this one's
    "$build_folder/bin/rollcall-server" --data-dir "$demo_folder/data" --listen 127.0.0.1 --server-port 0 "$@" >"$log" 2>&1 &
    server_pid=$!
    until server_url=$(grep -oEm1 'listening on https?://[^ ]+' "$log"); do
        demo_check_programs
        ((SECONDS < deadline)) || demo_fail "The server did not say within 20 s where it listens."
        sleep 0.1
    done
    server_url=${server_url#listening on }
    server_url=${server_url%/}
}

# demo_start_camera SOURCE
demo_start_camera() {
    "$build_folder/bin/rollcall-camera" --headless --server "$server_url" --camera-id demo --source "$1" --codec vp8 \
        >"$demo_folder/camera.log" 2>&1 &
    camera_pid=$!
    note "the camera sends ${1##*/}"
}

# --- the server's API --------------------------------------------------------------------------------------------------

# As the machine's own commands do, so that it goes on once an account was made in the page. The token is in no list of processes.
demo_curl() {
    curl --silent --show-error --fail-with-body --header @<(printf 'Authorization: Bearer %s' "$(<"$demo_folder/data/command-token")") "$@"
}

demo_get() { demo_curl --max-time 5 "$server_url/api/v1/$1"; }

# demo_enrol ID NAME PHOTO…
demo_enrol() {
    local id=$1 name=$2 photo answer form=()
    shift 2
    for photo in "$@"; do form+=(--form "photos[]=@$photo;type=image/jpeg"); done
    answer=$(demo_curl --max-time 60 --form "id=$id" --form "name=$name" "${form[@]}" \
        "$server_url/api/v1/people" 2>&1) || demo_fail "$name could not be enrolled: $answer"
    names[$id]=$name
    note "enrolled $name with $(jq '[.photoResults[] | select(.used)] | length' <<<"$answer") of $# photos"
}

demo_enrol_drawn() {
    local id name photos
    while IFS=$'\t' read -r id name photos; do
        local files=()
        for photo in $photos; do files+=("$demo_folder/$photo"); done
        demo_enrol "$id" "$name" "${files[@]}"
    done < <(jq -r '.people[] | [.id, .name, (.photos | join(" "))] | @tsv' "$demo_folder/people.json")
}

# demo_enrol_folder DIR: every folder in it is a person, every JPEG in that a photo.
demo_enrol_folder() {
    local folder files name
    if [[ -z $1 ]]; then
        note "nobody is enrolled, so nobody will be recognised; --enrol DIR names a folder with a folder of photos for each person"
        return 0
    fi
    for folder in "$1"/*/; do
        mapfile -t files < <(find "$folder" -maxdepth 1 -iname '*.jp*g' | sort | head -n 8)
        name=$(basename "$folder")
        ((${#files[@]} == 0)) || demo_enrol "$(tr -c '[:alnum:]\n' '-' <<<"${name,,}")" "${name//_/ }" "${files[@]}"
    done
}

# --- what is seen ------------------------------------------------------------------------------------------------------

# The day's sightings, earliest first: identity, person, camera time of the first and the last picture in Unix seconds,
# confidence, "(suggested)" while no operator confirmed them.
demo_sightings() {
    demo_get 'sightings?limit=500' | jq -r '
        def seconds: (.[0:19] + "Z" | fromdateiso8601) + (.[20:23] | tonumber / 1000);
        .items | map(select(.status != "rejected")) | sort_by(.firstSeen)[] |
        [.id, .person, (.firstSeen | seconds), (.lastSeen | seconds), (.confidence * 100 | round), if .status == "suggested" then "(suggested)" else "" end] | @tsv'
}

# Prints a line for each sighting that was not printed yet.
demo_show_new() {
    local id person first confidence mark
    while IFS=$'\t' read -r id person first _ confidence mark; do
        [[ -z ${seen[$id]:-} ]] || continue
        seen[$id]=$person
        printf '  %s  %s%-24s%s %s%d %% %s%s\n' "$(date -d "@$first" +%T)" "$green" "${names[$person]:-$person}" "$plain" "$dim" "$confidence" "$mark" "$plain"
    done < <(demo_sightings)
}

demo_show_register() {
    local name in out mark suggested=''
    heading "The register of $(date +%F)"
    printf '  %s%-24s %-10s %s%s\n' "$dim" Person "Check-in" "Last seen" "$plain"
    while IFS=$'\t' read -r name in out mark; do
        printf '  %-24s %-10s %-10s %s%s%s\n' "$name" "$(date -d "$in" +%T)" "$(date -d "$out" +%T)" "$dim" "$mark" "$plain"
        suggested+=$mark
    done < <(demo_get attendance | jq -r '.items[] | [.name, .checkIn, .lastSeen, if .status == "suggested" then "(suggested)" else "" end] | @tsv')
    [[ -z $suggested ]] || note "suggested: without better models (--models) an operator confirms a person's first match of a day"
}

demo_show_addresses() {
    heading "Where to look next"
    note "$server_url/                    the page: who is here, live pictures, people, settings"
    note "$server_url/api/v1/attendance   the register"
    note "$server_url/api/v1/sightings    every sighting"
    note "$server_url/api/v1/unknown-faces   strangers who wait for an operator"
    note "$server_url/metrics             how the server is doing"
}

# Shows who is seen until Ctrl-C.
demo_follow() {
    trap 'demo_show_register; success "Ended."; exit 0' INT TERM
    note "${dim}Ctrl-C shows the register and ends.$plain"
    while true; do
        demo_check_programs
        demo_show_new
        sleep 1
    done
}

# demo_follow_for SECONDS
demo_follow_for() {
    local deadline=$((SECONDS + $1))
    while ((SECONDS < deadline)); do
        demo_check_programs
        demo_show_new
        sleep 0.5
    done
    demo_show_register
    ((${#seen[@]} > 0)) || demo_fail "Nobody was recognised within $1 s."
    success "Done: ${#seen[@]} sightings."
}

# Shows who is seen until everybody who is enrolled was, and the stranger has passed; 45 s at most.
demo_follow_clip() {
    local deadline=$((SECONDS + 45))
    until demo_clip_passed || ((SECONDS >= deadline)); do
        demo_check_programs
        demo_show_new
        sleep 0.5
    done
    demo_show_register
}

# Ends the camera, so that the register stands still, and judges it.
demo_verdict() {
    local verdict
    demo_end "$camera_pid"
    camera_pid=''
    verdict=$(demo_judge) || demo_fail "$verdict"
    success "$verdict"
}

demo_clip_passed() {
    local begin
    begin=$(demo_clip_began) && (($(printf '%s\n' "${seen[@]}" | sort -u | wc -l) >= ${#names[@]})) &&
        jq -en --argjson begin "$begin" --slurpfile truth "$demo_folder/truth.json" \
            '(now - $begin) > ($truth[0].timeline | map(select(.known | not).to_s) | max) - 1' >/dev/null
}

# The Unix time of the clip's beginning, from when the first person in it was first recognised: that takes about a second
# after they began to come in. Fails while nobody was seen.
demo_clip_began() {
    demo_sightings | head -n 1 | jq -eR --slurpfile truth "$demo_folder/truth.json" '
        split("\t") as [$id, $person, $first] |
        ($first | tonumber) - 1.3 - ($truth[0].timeline | map(select(.person == $person).from_s) | min)' 2>/dev/null
}

# Says in one sentence whether exactly the enrolled people are in the register. A sighting that begins or ends while only
# the stranger is in the picture means that the stranger was taken for somebody.
demo_judge() {
    local begin absent taken registered
    registered=$(demo_get attendance | jq -c '[.items[].person]')
    absent=$(jq -r --argjson registered "$registered" '[.people[] | select(.id as $id | $registered | index($id) | not).name] | join(", ")' "$demo_folder/people.json")
    if [[ $absent ]]; then
        echo "Not registered, though in the picture: $absent."
        return 1
    fi
    begin=$(demo_clip_began)
    taken=$(demo_sightings | jq -rR --argjson begin "$begin" --slurpfile truth "$demo_folder/truth.json" '
        $truth[0] as $clip | split("\t") as [$id, $person, $first, $last] |
        ($clip.timeline[] | select(.known | not)) as $stranger |
        select([$first, $last] | map(fmod((tonumber - $begin); $clip.duration_s)) |
            any(. > $stranger.from_s + 1 and . < $stranger.to_s - 0.6)) | $person' | sort -u)
    if [[ $taken ]]; then
        echo "The stranger was taken for: ${taken//$'\n'/, }."
        return 1
    fi
    echo "All ${#names[@]} people are registered, the stranger is not."
}
