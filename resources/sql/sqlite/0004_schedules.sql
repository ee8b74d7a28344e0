-- Local times are minutes since midnight, days of the calendar are texts such as 2026-11-21, which sort by time.

CREATE TABLE shifts (
    id                  TEXT PRIMARY KEY NOT NULL,
    name                TEXT NOT NULL,
    start_minute        INTEGER NOT NULL CHECK (start_minute BETWEEN 0 AND 1439),
    end_minute          INTEGER NOT NULL CHECK (end_minute BETWEEN 0 AND 1439),
    weekdays            INTEGER NOT NULL CHECK (weekdays BETWEEN 0 AND 127),  -- bit 0 is Monday
    valid_from          TEXT,
    valid_until         TEXT,
    mode                TEXT NOT NULL,
    late_grace          INTEGER NOT NULL,
    early_grace         INTEGER NOT NULL,
    check_in_before     INTEGER NOT NULL,
    check_out_after     INTEGER NOT NULL,
    half_day_below      INTEGER NOT NULL,
    absent_below        INTEGER NOT NULL,
    missing_check_out   TEXT NOT NULL,
    duplicate_within    INTEGER NOT NULL,  -- milliseconds
    overtime_at_least   INTEGER,           -- NULL: no overtime
    overtime_before     INTEGER NOT NULL
) STRICT;

CREATE TABLE shift_breaks (
    shift_id      TEXT NOT NULL REFERENCES shifts (id) ON DELETE CASCADE,
    position      INTEGER NOT NULL,
    start_minute  INTEGER NOT NULL CHECK (start_minute BETWEEN 0 AND 1439),
    end_minute    INTEGER NOT NULL CHECK (end_minute BETWEEN 0 AND 1439),
    paid          INTEGER NOT NULL,
    PRIMARY KEY (shift_id, position)
) STRICT;

-- Of a person or of a group. Groups have no table of their own: a group is who belongs to it.
CREATE TABLE shift_assignments (
    id           TEXT PRIMARY KEY NOT NULL,
    shift_id     TEXT NOT NULL REFERENCES shifts (id),
    person_id    TEXT REFERENCES people (id) ON DELETE CASCADE,
    group_name   TEXT,
    valid_from   TEXT,
    valid_until  TEXT,
    CHECK ((person_id IS NULL) <> (group_name IS NULL))
) STRICT;
CREATE INDEX shift_assignments_by_person ON shift_assignments (person_id);
CREATE INDEX shift_assignments_by_shift ON shift_assignments (shift_id);

CREATE TABLE holidays (
    id          TEXT PRIMARY KEY NOT NULL,
    name        TEXT NOT NULL,
    first_day   TEXT NOT NULL,
    last_day    TEXT NOT NULL,
    yearly      INTEGER NOT NULL,
    group_name  TEXT
) STRICT;

-- No foreign key to cameras: a direction may be set before its camera connects for the first time.
CREATE TABLE camera_directions (
    camera_id  TEXT PRIMARY KEY NOT NULL,
    direction  TEXT NOT NULL,
    place      TEXT NOT NULL
) STRICT;

-- Rows are added and, with their person, erased; never changed. What they correct stays as it was.
CREATE TABLE corrections (
    id          TEXT PRIMARY KEY NOT NULL,
    person_id   TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    day         TEXT NOT NULL,
    shift_id    TEXT,
    kind        TEXT NOT NULL,
    at_time     INTEGER,
    target_id   TEXT,
    status      TEXT,
    reason      TEXT NOT NULL CHECK (reason <> ''),
    made_by     TEXT NOT NULL,
    made_at     INTEGER NOT NULL
) STRICT;
CREATE INDEX corrections_by_person ON corrections (person_id, day);
CREATE INDEX corrections_by_day ON corrections (day, person_id);

-- What one person's register of a while is made of.
CREATE INDEX sightings_by_person_and_time ON sightings (person_id, first_seen);
