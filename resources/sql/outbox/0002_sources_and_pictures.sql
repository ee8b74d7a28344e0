-- What says that somebody was there: see the register's sightings.
ALTER TABLE events ADD COLUMN source TEXT NOT NULL DEFAULT 'face' CHECK (source IN ('face', 'pin'));

-- The best picture of each sighting, until its sighting is in the register: pictures are written after what they belong to. Biometric data.
CREATE TABLE pictures (
    sighting_id       TEXT PRIMARY KEY NOT NULL,
    person_id         TEXT NOT NULL,
    taken_at          INTEGER NOT NULL,
    quality           REAL NOT NULL,
    embedder          TEXT NOT NULL,
    embedder_version  INTEGER NOT NULL,
    vector            BLOB NOT NULL,
    picture           BLOB NOT NULL,
    picture_size      INTEGER NOT NULL
) STRICT;
CREATE INDEX pictures_by_person ON pictures (person_id);
CREATE INDEX pictures_by_time ON pictures (taken_at, sighting_id, picture_size);
