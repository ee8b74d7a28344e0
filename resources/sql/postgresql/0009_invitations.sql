-- Self-enrolment: links by which people send their own photos and consent, and what came by them. A code is kept as its SHA-256 alone.
CREATE TABLE invitations (
    id          TEXT COLLATE "C" PRIMARY KEY NOT NULL,
    code_hash   TEXT COLLATE "C" NOT NULL UNIQUE,
    person_id   TEXT COLLATE "C" REFERENCES people (id) ON DELETE CASCADE,  -- whose photos are wanted; absent: of somebody new
    name        TEXT COLLATE "C",                -- how somebody new is called, as far as that is known
    group_name  TEXT COLLATE "C",                -- that somebody new will belong to
    note        TEXT COLLATE "C" NOT NULL,
    uses        BIGINT NOT NULL CHECK (uses BETWEEN 1 AND 1000),
    used        BIGINT NOT NULL,
    created_at  BIGINT NOT NULL,
    created_by  TEXT COLLATE "C" NOT NULL,
    expires_at  BIGINT NOT NULL
);
CREATE INDEX invitations_by_person ON invitations (person_id);

-- What people agreed to, word for word.
CREATE TABLE consent_texts (
    version     TEXT COLLATE "C" PRIMARY KEY NOT NULL,
    content     TEXT COLLATE "C" NOT NULL,       -- JSON: a text a language
    first_used  BIGINT NOT NULL
);

-- person_id: of a request for somebody known, and whom an approved one became.
CREATE TABLE enrolment_requests (
    id               TEXT COLLATE "C" PRIMARY KEY NOT NULL,
    invitation_id    TEXT COLLATE "C" REFERENCES invitations (id) ON DELETE SET NULL,
    person_id        TEXT COLLATE "C" REFERENCES people (id) ON DELETE CASCADE,
    name             TEXT COLLATE "C" NOT NULL,
    group_name       TEXT COLLATE "C",
    state            TEXT COLLATE "C" NOT NULL CHECK (state IN ('waiting', 'approved', 'refused')),
    consent_version  TEXT COLLATE "C" NOT NULL REFERENCES consent_texts (version),
    sent_at          BIGINT NOT NULL,
    decided_at       BIGINT,
    decided_by       TEXT COLLATE "C",
    reason           TEXT COLLATE "C"
);
CREATE INDEX enrolment_requests_by_state ON enrolment_requests (state, id);
CREATE INDEX enrolment_requests_by_person ON enrolment_requests (person_id);
CREATE INDEX enrolment_requests_by_invitation ON enrolment_requests (invitation_id);

CREATE TABLE enrolment_request_photos (
    id          TEXT COLLATE "C" PRIMARY KEY NOT NULL,
    request_id  TEXT COLLATE "C" NOT NULL REFERENCES enrolment_requests (id) ON DELETE CASCADE,
    sha256      TEXT COLLATE "C" NOT NULL,
    media_type  TEXT COLLATE "C" NOT NULL,
    bytes       BYTEA NOT NULL
);
CREATE INDEX enrolment_request_photos_by_request ON enrolment_request_photos (request_id);
