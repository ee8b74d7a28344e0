-- Times are UTC, milliseconds since 1970. Ids are text chosen by the operator, or UUIDs (RFC 9562) in their canonical text.

CREATE TABLE people (
    id          TEXT PRIMARY KEY NOT NULL,
    name        TEXT NOT NULL,
    created_at  INTEGER NOT NULL
) STRICT;

-- Pictures that people were enrolled with, once each, known by the SHA-256 of their bytes.
CREATE TABLE photos (
    sha256      TEXT PRIMARY KEY NOT NULL,
    media_type  TEXT NOT NULL,
    bytes       BLOB NOT NULL
) STRICT;

CREATE TABLE person_photos (
    person_id   TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    sha256      TEXT NOT NULL REFERENCES photos (sha256),
    PRIMARY KEY (person_id, sha256)
) STRICT;
CREATE INDEX person_photos_by_photo ON person_photos (sha256);

-- Face templates: 32-bit IEEE 754 values, little-endian.
CREATE TABLE templates (
    id                INTEGER PRIMARY KEY,
    person_id         TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    embedder          TEXT NOT NULL,
    embedder_version  INTEGER NOT NULL,
    vector            BLOB NOT NULL
) STRICT;
CREATE INDEX templates_by_person ON templates (person_id);
CREATE INDEX templates_by_embedder ON templates (embedder, embedder_version);

-- No foreign key to cameras: a sighting stays when its camera is taken off the list.
CREATE TABLE sightings (
    id          TEXT PRIMARY KEY NOT NULL,
    person_id   TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    camera_id   TEXT NOT NULL,
    first_seen  INTEGER NOT NULL,
    last_seen   INTEGER NOT NULL CHECK (last_seen >= first_seen),
    confidence  REAL NOT NULL,
    track       INTEGER NOT NULL
) STRICT;
CREATE INDEX sightings_by_time ON sightings (first_seen);
CREATE INDEX sightings_by_person ON sightings (person_id, id);
CREATE INDEX sightings_by_camera ON sightings (camera_id, id);

CREATE TABLE cameras (
    id          TEXT PRIMARY KEY NOT NULL,
    name        TEXT NOT NULL,
    last_seen   INTEGER NOT NULL
) STRICT;
