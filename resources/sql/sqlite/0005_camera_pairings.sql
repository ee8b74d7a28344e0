-- Cameras that were paired, one row each; pairing anew replaces the token. A revoked one stays, so that the camera can be told.
-- No foreign key to cameras: a camera is paired before it connects for the first time.
CREATE TABLE camera_pairings (
    camera_id    TEXT PRIMARY KEY NOT NULL,
    token_hash   BLOB NOT NULL,  -- SHA-256 of a random token
    paired_at    INTEGER NOT NULL,
    paired_from  TEXT NOT NULL,  -- an address
    revoked_at   INTEGER
) STRICT;
