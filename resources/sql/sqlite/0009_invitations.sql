-- Self-enrolment: links by which people send their own photos and consent, and what came by them. A code is kept as its SHA-256 alone.
CREATE TABLE invitations (
    id          TEXT PRIMARY KEY NOT NULL,
    code_hash   TEXT NOT NULL UNIQUE,
    person_id   TEXT REFERENCES people (id) ON DELETE CASCADE,  -- whose photos are wanted; absent: of somebody new
    name        TEXT,                -- how somebody new is called, as far as that is known
    group_name  TEXT,                -- that somebody new will belong to
    note        TEXT NOT NULL,
    uses        INTEGER NOT NULL CHECK (uses BETWEEN 1 AND 1000),
    used        INTEGER NOT NULL,
    created_at  INTEGER NOT NULL,
    created_by  TEXT NOT NULL,
    expires_at  INTEGER NOT NULL
) STRICT;
CREATE INDEX invitations_by_person ON invitations (person_id);

-- What people agreed to, word for word.
CREATE TABLE consent_texts (
    version     TEXT PRIMARY KEY NOT NULL,
    content     TEXT NOT NULL,       -- JSON: a text a language
    first_used  INTEGER NOT NULL
) STRICT;

-- person_id: of a request for somebody known, and whom an approved one became.
CREATE TABLE enrolment_requests (
    id               TEXT PRIMARY KEY NOT NULL,
    invitation_id    TEXT REFERENCES invitations (id) ON DELETE SET NULL,
    person_id        TEXT REFERENCES people (id) ON DELETE CASCADE,
    name             TEXT NOT NULL,
    group_name       TEXT,
    state            TEXT NOT NULL CHECK (state IN ('waiting', 'approved', 'refused')),
    consent_version  TEXT NOT NULL REFERENCES consent_texts (version),
    sent_at          INTEGER NOT NULL,
    decided_at       INTEGER,
    decided_by       TEXT,
    reason           TEXT
) STRICT;
CREATE INDEX enrolment_requests_by_state ON enrolment_requests (state, id);
CREATE INDEX enrolment_requests_by_person ON enrolment_requests (person_id);
CREATE INDEX enrolment_requests_by_invitation ON enrolment_requests (invitation_id);

CREATE TABLE enrolment_request_photos (
    id          TEXT PRIMARY KEY NOT NULL,
    request_id  TEXT NOT NULL REFERENCES enrolment_requests (id) ON DELETE CASCADE,
    sha256      TEXT NOT NULL,
    media_type  TEXT NOT NULL,
    bytes       BLOB NOT NULL
) STRICT;
CREATE INDEX enrolment_request_photos_by_request ON enrolment_request_photos (request_id);
