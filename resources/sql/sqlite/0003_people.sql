-- What is known of people beside their faces; the trail of who looked at it; and what leaves the program on its own.
-- Days are local, as text: 2026-11-21. Hashes are SHA-256, lower-case hex.

ALTER TABLE people ADD COLUMN external_id TEXT;                      -- payroll's id
ALTER TABLE people ADD COLUMN name_folded TEXT NOT NULL DEFAULT '';  -- for searching; '' until the program has filled it in
ALTER TABLE people ADD COLUMN consent_day TEXT;
ALTER TABLE people ADD COLUMN consent_by TEXT;
ALTER TABLE people ADD COLUMN consent_withdrawn TEXT;                -- the day, or absent
ALTER TABLE people ADD COLUMN valid_from TEXT;                       -- the first day
ALTER TABLE people ADD COLUMN valid_until TEXT;                      -- the last day
ALTER TABLE people ADD COLUMN pin_hash TEXT;                         -- argon2id, as libsodium writes it
ALTER TABLE people ADD COLUMN updated_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE people ADD COLUMN version INTEGER NOT NULL DEFAULT 1;    -- counts the changes
UPDATE people SET updated_at = created_at;
CREATE UNIQUE INDEX people_by_external_id ON people (external_id);

CREATE TABLE person_groups (
    person_id   TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    group_name  TEXT NOT NULL,
    PRIMARY KEY (person_id, group_name)
) STRICT;
CREATE INDEX person_groups_by_name ON person_groups (group_name, person_id);

-- Where a person went who turned out to be another one.
CREATE TABLE merged_people (
    id         TEXT PRIMARY KEY NOT NULL,
    person_id  TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    merged_at  INTEGER NOT NULL
) STRICT;
CREATE INDEX merged_people_by_person ON merged_people (person_id);

-- What belongs to this installation alone, such as the key under which ids are hashed.
CREATE TABLE installation_keys (
    name   TEXT PRIMARY KEY NOT NULL,
    value  BLOB NOT NULL
) STRICT;

-- Each entry carries the hash of the one before. Subjects are keyed hashes of people's ids, so that an erased person stays erased.
CREATE TABLE audit_log (
    seq       INTEGER PRIMARY KEY NOT NULL,
    at        INTEGER NOT NULL,
    actor     TEXT NOT NULL,
    action    TEXT NOT NULL,
    subject   TEXT NOT NULL,
    details   TEXT NOT NULL,
    previous  TEXT NOT NULL,
    hash      TEXT NOT NULL
) STRICT;
CREATE INDEX audit_log_by_subject ON audit_log (subject, seq);

-- The last entry. One row: whoever appends locks it first.
CREATE TABLE audit_head (
    id    INTEGER PRIMARY KEY NOT NULL CHECK (id = 1),
    seq   INTEGER NOT NULL,
    hash  TEXT NOT NULL
) STRICT;
INSERT INTO audit_head (id, seq, hash) VALUES (1, 0, '');

-- How far retention may delete: the program sets it inside its transaction and resets it there.
CREATE TABLE audit_purge (
    id         INTEGER PRIMARY KEY NOT NULL CHECK (id = 1),
    until_seq  INTEGER NOT NULL
) STRICT;
INSERT INTO audit_purge (id, until_seq) VALUES (1, 0);

CREATE TRIGGER audit_log_is_not_changed BEFORE UPDATE ON audit_log
BEGIN
    SELECT RAISE(ABORT, 'the audit log is only ever appended to');
END;
CREATE TRIGGER audit_log_is_not_deleted BEFORE DELETE ON audit_log
WHEN OLD.seq > (SELECT until_seq FROM audit_purge WHERE id = 1)
BEGIN
    SELECT RAISE(ABORT, 'the audit log is only ever appended to');
END;

-- The proof that somebody was erased: what kinds and how many, nothing that says who, but to those who know the id already.
CREATE TABLE erasures (
    id         TEXT PRIMARY KEY NOT NULL,
    erased_at  INTEGER NOT NULL,
    subject    TEXT NOT NULL,
    actor      TEXT NOT NULL,
    counts     TEXT NOT NULL
) STRICT;

-- Answers to POSTs that carried an Idempotency-Key. The key itself is not kept.
CREATE TABLE idempotency_keys (
    key_hash      TEXT PRIMARY KEY NOT NULL,
    request_hash  TEXT NOT NULL,
    created_at    INTEGER NOT NULL,
    status        INTEGER NOT NULL,  -- 0 while the request is worked on
    content_type  TEXT NOT NULL,
    location      TEXT NOT NULL,
    etag          TEXT NOT NULL,
    body          TEXT NOT NULL
) STRICT;
CREATE INDEX idempotency_keys_by_time ON idempotency_keys (created_at);

CREATE TABLE webhooks (
    id             TEXT PRIMARY KEY NOT NULL,
    url            TEXT NOT NULL,
    events         TEXT NOT NULL,  -- names separated by spaces
    secret         BLOB NOT NULL,
    created_at     INTEGER NOT NULL,
    state          TEXT NOT NULL,  -- active, disabled
    problem        TEXT NOT NULL,  -- a sentence while something is wrong
    failing_since  INTEGER         -- no delivery has arrived since then
) STRICT;

-- What happened that somebody may want to be told of, once each.
CREATE TABLE webhook_events (
    id           TEXT PRIMARY KEY NOT NULL,
    event        TEXT NOT NULL,
    subject      TEXT NOT NULL,  -- what makes it one: a person's day, a face
    person_id    TEXT REFERENCES people (id) ON DELETE CASCADE,
    happened_at  INTEGER NOT NULL,
    payload      TEXT NOT NULL,
    UNIQUE (event, subject)
) STRICT;
CREATE INDEX webhook_events_by_time ON webhook_events (happened_at);
CREATE INDEX webhook_events_by_person ON webhook_events (person_id);

CREATE TABLE webhook_deliveries (
    webhook_id       TEXT NOT NULL REFERENCES webhooks (id) ON DELETE CASCADE,
    event_id         TEXT NOT NULL REFERENCES webhook_events (id) ON DELETE CASCADE,
    state            TEXT NOT NULL,  -- waiting, delivered, failed
    attempts         INTEGER NOT NULL,
    next_attempt_at  INTEGER NOT NULL,
    last_attempt_at  INTEGER,
    last_status      INTEGER,        -- HTTP, absent where none came
    last_problem     TEXT NOT NULL,
    PRIMARY KEY (webhook_id, event_id)
) STRICT;
CREATE INDEX webhook_deliveries_by_event ON webhook_deliveries (event_id);
CREATE INDEX webhook_deliveries_by_time ON webhook_deliveries (state, next_attempt_at);
