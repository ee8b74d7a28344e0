-- What operators say of sightings, the pictures that prove them, and the faces that nobody knows.

-- What recognition alone says (suggested), and what an operator decided of this very sighting. A confirmation covers all of the person's
-- sightings that begin in [covers_from, covers_until), the local day: what a sighting counts for follows from these columns alone.
ALTER TABLE sightings ADD COLUMN suggested INTEGER NOT NULL DEFAULT 0 CHECK (suggested IN (0, 1));
ALTER TABLE sightings ADD COLUMN corrected INTEGER NOT NULL DEFAULT 0 CHECK (corrected IN (0, 1));
ALTER TABLE sightings ADD COLUMN decision TEXT CHECK (decision IN ('confirmed', 'rejected'));
ALTER TABLE sightings ADD COLUMN decided_at INTEGER;
ALTER TABLE sightings ADD COLUMN decided_by TEXT;
ALTER TABLE sightings ADD COLUMN decision_reason TEXT;
ALTER TABLE sightings ADD COLUMN covers_from INTEGER;
ALTER TABLE sightings ADD COLUMN covers_until INTEGER;
CREATE INDEX sightings_confirmed ON sightings (person_id, covers_from) WHERE decision = 'confirmed';
CREATE INDEX sightings_rejected ON sightings (id) WHERE decision = 'rejected';
CREATE INDEX sightings_suggested ON sightings (id) WHERE suggested = 1 AND decision IS NULL;

-- The best picture of a sighting, and the face on it in numbers (32-bit IEEE 754 values, little-endian). Kept for a number of days.
CREATE TABLE sighting_evidence (
    sighting_id       TEXT PRIMARY KEY NOT NULL REFERENCES sightings (id) ON DELETE CASCADE,
    taken_at          INTEGER NOT NULL,
    quality           REAL NOT NULL,
    embedder          TEXT NOT NULL,
    embedder_version  INTEGER NOT NULL,
    vector            BLOB NOT NULL,
    picture           BLOB NOT NULL,
    picture_size      INTEGER NOT NULL
) STRICT;
CREATE INDEX sighting_evidence_by_time ON sighting_evidence (taken_at, picture_size);

-- "This is not X": the face of a rejected sighting, never to be taken for that sighting's person again. Whose face it is, once
-- somebody says so: it is erased with that person, too.
CREATE TABLE rejected_looks (
    sighting_id       TEXT PRIMARY KEY NOT NULL REFERENCES sightings (id) ON DELETE CASCADE,
    face_of           TEXT REFERENCES people (id) ON DELETE CASCADE,
    embedder          TEXT NOT NULL,
    embedder_version  INTEGER NOT NULL,
    vector            BLOB NOT NULL
) STRICT;
CREATE INDEX rejected_looks_by_face ON rejected_looks (face_of);

-- Somebody whom nobody knows, seen once or often. Waiting: an operator has not said who it is.
CREATE TABLE unknown_faces (
    id           TEXT PRIMARY KEY NOT NULL,
    state        TEXT NOT NULL CHECK (state IN ('waiting', 'visitor', 'dismissed', 'assigned')),
    first_seen   INTEGER NOT NULL,
    last_seen    INTEGER NOT NULL,
    person_id    TEXT REFERENCES people (id) ON DELETE CASCADE,
    label        TEXT,
    decided_at   INTEGER,
    decided_by   TEXT
) STRICT;
CREATE INDEX unknown_faces_by_state ON unknown_faces (state, id);
CREATE INDEX unknown_faces_by_time ON unknown_faces (state, last_seen);
CREATE INDEX unknown_faces_by_person ON unknown_faces (person_id);

-- When and where the face was seen. One that came from a rejected sighting says which.
CREATE TABLE unknown_face_sightings (
    id                 TEXT PRIMARY KEY NOT NULL,
    face_id            TEXT NOT NULL REFERENCES unknown_faces (id) ON DELETE CASCADE,
    camera_id          TEXT NOT NULL,
    first_seen         INTEGER NOT NULL,
    last_seen          INTEGER NOT NULL CHECK (last_seen >= first_seen),
    track              INTEGER NOT NULL,
    rejected_sighting  TEXT REFERENCES sightings (id) ON DELETE SET NULL
) STRICT;
CREATE INDEX unknown_face_sightings_by_face ON unknown_face_sightings (face_id, last_seen);
CREATE INDEX unknown_face_sightings_by_rejected ON unknown_face_sightings (rejected_sighting);

-- The best picture of such a sighting; of each face the best few are kept.
CREATE TABLE unknown_face_looks (
    sighting_id       TEXT PRIMARY KEY NOT NULL REFERENCES unknown_face_sightings (id) ON DELETE CASCADE,
    face_id           TEXT NOT NULL REFERENCES unknown_faces (id) ON DELETE CASCADE,
    taken_at          INTEGER NOT NULL,
    quality           REAL NOT NULL,
    embedder          TEXT NOT NULL,
    embedder_version  INTEGER NOT NULL,
    vector            BLOB NOT NULL,
    picture           BLOB NOT NULL
) STRICT;
CREATE INDEX unknown_face_looks_by_face ON unknown_face_looks (face_id);
