-- Cameras that were paired, one row each; pairing anew replaces the token. A revoked one stays, so that the camera can be told.
-- No foreign key to cameras: a camera is paired before it connects for the first time.
CREATE TABLE camera_pairings (
    camera_id    TEXT COLLATE "C" PRIMARY KEY NOT NULL,
    token_hash   BYTEA NOT NULL,  -- SHA-256 of a random token
    paired_at    BIGINT NOT NULL,
    paired_from  TEXT COLLATE "C" NOT NULL,  -- an address
    revoked_at   BIGINT
);
