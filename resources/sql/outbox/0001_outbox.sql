-- Sightings on their way from this machine to a database elsewhere. Times are UTC, milliseconds since 1970.

-- One row a sighting, however often it grew; what was delivered stays for a while, so that a restart without the database knows who
-- is present. A sighting that grows while it is on its way has a higher revision afterwards, and is delivered again.
CREATE TABLE events (
    sequence    INTEGER PRIMARY KEY AUTOINCREMENT,  -- the order of delivery
    id          TEXT NOT NULL UNIQUE,               -- UUIDv7: again is harmless
    person_id   TEXT NOT NULL,
    camera_id   TEXT NOT NULL,
    first_seen  INTEGER NOT NULL,
    last_seen   INTEGER NOT NULL,
    confidence  REAL NOT NULL,
    track       INTEGER NOT NULL,
    suggested   INTEGER NOT NULL,
    revision    INTEGER NOT NULL,
    state       INTEGER NOT NULL CHECK (state IN (0, 1, 2)),  -- waits, delivered, set aside
    since       INTEGER NOT NULL,                             -- when it came into this state
    reason      TEXT NOT NULL                                 -- why it was set aside
) STRICT;
CREATE INDEX events_waiting ON events (sequence) WHERE state = 0;
CREATE INDEX events_delivered ON events (last_seen) WHERE state = 1;
CREATE INDEX events_set_aside ON events (since) WHERE state = 2;
CREATE INDEX events_by_person ON events (person_id);
