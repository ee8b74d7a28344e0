-- What operators say of sightings, the pictures that prove them, and the faces that nobody knows.

-- What recognition alone says (suggested), and what an operator decided of this very sighting. A confirmation covers all of the person's
-- sightings that begin in [covers_from, covers_until), the local day: what a sighting counts for follows from these columns alone.
ALTER TABLE sightings ADD COLUMN suggested BIGINT NOT NULL DEFAULT 0 CHECK (suggested IN (0, 1));
ALTER TABLE sightings ADD COLUMN corrected BIGINT NOT NULL DEFAULT 0 CHECK (corrected IN (0, 1));
ALTER TABLE sightings ADD COLUMN decision TEXT COLLATE "C" CHECK (decision IN ('confirmed', 'rejected'));
ALTER TABLE sightings ADD COLUMN decided_at BIGINT;
ALTER TABLE sightings ADD COLUMN decided_by TEXT COLLATE "C";
ALTER TABLE sightings ADD COLUMN decision_reason TEXT COLLATE "C";
ALTER TABLE sightings ADD COLUMN covers_from BIGINT;
ALTER TABLE sightings ADD COLUMN covers_until BIGINT;
CREATE INDEX sightings_confirmed ON sightings (person_id, covers_from) WHERE decision = 'confirmed';
CREATE INDEX sightings_rejected ON sightings (id) WHERE decision = 'rejected';
CREATE INDEX sightings_suggested ON sightings (id) WHERE suggested = 1 AND decision IS NULL;

-- The best picture of a sighting, and the face on it in numbers (32-bit IEEE 754 values, little-endian). Kept for a number of days.
CREATE TABLE sighting_evidence (
    sighting_id       TEXT COLLATE "C" PRIMARY KEY NOT NULL REFERENCES sightings (id) ON DELETE CASCADE,
    taken_at          BIGINT NOT NULL,
    quality           DOUBLE PRECISION NOT NULL,
    embedder          TEXT COLLATE "C" NOT NULL,
    embedder_version  BIGINT NOT NULL,
    vector            BYTEA NOT NULL,
    picture           BYTEA NOT NULL,
    picture_size      BIGINT NOT NULL
);
CREATE INDEX sighting_evidence_by_time ON sighting_evidence (taken_at, picture_size);

-- "This is not X": the face of a rejected sighting, never to be taken for that sighting's person again. Whose face it is, once
-- somebody says so: it is erased with that person, too.
CREATE TABLE rejected_looks (
    sighting_id       TEXT COLLATE "C" PRIMARY KEY NOT NULL REFERENCES sightings (id) ON DELETE CASCADE,
    face_of           TEXT COLLATE "C" REFERENCES people (id) ON DELETE CASCADE,
    embedder          TEXT COLLATE "C" NOT NULL,
    embedder_version  BIGINT NOT NULL,
    vector            BYTEA NOT NULL
);
CREATE INDEX rejected_looks_by_face ON rejected_looks (face_of);

-- Somebody whom nobody knows, seen once or often. Waiting: an operator has not said who it is.
CREATE TABLE unknown_faces (
    id           TEXT COLLATE "C" PRIMARY KEY NOT NULL,
    state        TEXT COLLATE "C" NOT NULL CHECK (state IN ('waiting', 'visitor', 'dismissed', 'assigned')),
    first_seen   BIGINT NOT NULL,
    last_seen    BIGINT NOT NULL,
    person_id    TEXT COLLATE "C" REFERENCES people (id) ON DELETE CASCADE,
    label        TEXT COLLATE "C",
    decided_at   BIGINT,
    decided_by   TEXT COLLATE "C"
);
CREATE INDEX unknown_faces_by_state ON unknown_faces (state, id);
CREATE INDEX unknown_faces_by_time ON unknown_faces (state, last_seen);
CREATE INDEX unknown_faces_by_person ON unknown_faces (person_id);

-- When and where the face was seen. One that came from a rejected sighting says which.
CREATE TABLE unknown_face_sightings (
    id                 TEXT COLLATE "C" PRIMARY KEY NOT NULL,
    face_id            TEXT COLLATE "C" NOT NULL REFERENCES unknown_faces (id) ON DELETE CASCADE,
    camera_id          TEXT COLLATE "C" NOT NULL,
    first_seen         BIGINT NOT NULL,
    last_seen          BIGINT NOT NULL CHECK (last_seen >= first_seen),
    track              BIGINT NOT NULL,
    rejected_sighting  TEXT COLLATE "C" REFERENCES sightings (id) ON DELETE SET NULL
);
CREATE INDEX unknown_face_sightings_by_face ON unknown_face_sightings (face_id, last_seen);
CREATE INDEX unknown_face_sightings_by_rejected ON unknown_face_sightings (rejected_sighting);

-- The best picture of such a sighting; of each face the best few are kept.
CREATE TABLE unknown_face_looks (
    sighting_id       TEXT COLLATE "C" PRIMARY KEY NOT NULL REFERENCES unknown_face_sightings (id) ON DELETE CASCADE,
    face_id           TEXT COLLATE "C" NOT NULL REFERENCES unknown_faces (id) ON DELETE CASCADE,
    taken_at          BIGINT NOT NULL,
    quality           DOUBLE PRECISION NOT NULL,
    embedder          TEXT COLLATE "C" NOT NULL,
    embedder_version  BIGINT NOT NULL,
    vector            BYTEA NOT NULL,
    picture           BYTEA NOT NULL
);
CREATE INDEX unknown_face_looks_by_face ON unknown_face_looks (face_id);
