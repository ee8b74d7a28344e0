-- Local times are minutes since midnight, days of the calendar are texts such as 2026-11-21, which sort by time.

CREATE TABLE shifts (
    id                  TEXT COLLATE "C" PRIMARY KEY NOT NULL,
    name                TEXT COLLATE "C" NOT NULL,
    start_minute        BIGINT NOT NULL CHECK (start_minute BETWEEN 0 AND 1439),
    end_minute          BIGINT NOT NULL CHECK (end_minute BETWEEN 0 AND 1439),
    weekdays            BIGINT NOT NULL CHECK (weekdays BETWEEN 0 AND 127),  -- bit 0 is Monday
    valid_from          TEXT COLLATE "C",
    valid_until         TEXT COLLATE "C",
    mode                TEXT COLLATE "C" NOT NULL,
    late_grace          BIGINT NOT NULL,
    early_grace         BIGINT NOT NULL,
    check_in_before     BIGINT NOT NULL,
    check_out_after     BIGINT NOT NULL,
    half_day_below      BIGINT NOT NULL,
    absent_below        BIGINT NOT NULL,
    missing_check_out   TEXT COLLATE "C" NOT NULL,
    duplicate_within    BIGINT NOT NULL,  -- milliseconds
    overtime_at_least   BIGINT,           -- NULL: no overtime
    overtime_before     BIGINT NOT NULL
);

CREATE TABLE shift_breaks (
    shift_id      TEXT COLLATE "C" NOT NULL REFERENCES shifts (id) ON DELETE CASCADE,
    position      BIGINT NOT NULL,
    start_minute  BIGINT NOT NULL CHECK (start_minute BETWEEN 0 AND 1439),
    end_minute    BIGINT NOT NULL CHECK (end_minute BETWEEN 0 AND 1439),
    paid          BIGINT NOT NULL,
    PRIMARY KEY (shift_id, position)
);

-- Of a person or of a group. Groups have no table of their own: a group is who belongs to it.
CREATE TABLE shift_assignments (
    id           TEXT COLLATE "C" PRIMARY KEY NOT NULL,
    shift_id     TEXT COLLATE "C" NOT NULL REFERENCES shifts (id),
    person_id    TEXT COLLATE "C" REFERENCES people (id) ON DELETE CASCADE,
    group_name   TEXT COLLATE "C",
    valid_from   TEXT COLLATE "C",
    valid_until  TEXT COLLATE "C",
    CHECK ((person_id IS NULL) <> (group_name IS NULL))
);
CREATE INDEX shift_assignments_by_person ON shift_assignments (person_id);
CREATE INDEX shift_assignments_by_shift ON shift_assignments (shift_id);

CREATE TABLE holidays (
    id          TEXT COLLATE "C" PRIMARY KEY NOT NULL,
    name        TEXT COLLATE "C" NOT NULL,
    first_day   TEXT COLLATE "C" NOT NULL,
    last_day    TEXT COLLATE "C" NOT NULL,
    yearly      BIGINT NOT NULL,
    group_name  TEXT COLLATE "C"
);

-- No foreign key to cameras: a direction may be set before its camera connects for the first time.
CREATE TABLE camera_directions (
    camera_id  TEXT COLLATE "C" PRIMARY KEY NOT NULL,
    direction  TEXT COLLATE "C" NOT NULL,
    place      TEXT COLLATE "C" NOT NULL
);

-- Rows are added and, with their person, erased; never changed. What they correct stays as it was.
CREATE TABLE corrections (
    id          TEXT COLLATE "C" PRIMARY KEY NOT NULL,
    person_id   TEXT COLLATE "C" NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    day         TEXT COLLATE "C" NOT NULL,
    shift_id    TEXT COLLATE "C",
    kind        TEXT COLLATE "C" NOT NULL,
    at_time     BIGINT,
    target_id   TEXT COLLATE "C",
    status      TEXT COLLATE "C",
    reason      TEXT COLLATE "C" NOT NULL CHECK (reason <> ''),
    made_by     TEXT COLLATE "C" NOT NULL,
    made_at     BIGINT NOT NULL
);
CREATE INDEX corrections_by_person ON corrections (person_id, day);
CREATE INDEX corrections_by_day ON corrections (day, person_id);

-- What one person's register of a while is made of.
CREATE INDEX sightings_by_person_and_time ON sightings (person_id, first_seen);
