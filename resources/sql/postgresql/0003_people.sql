-- What is known of people beside their faces; the trail of who looked at it; and what leaves the program on its own.
-- Days are local, as text: 2026-11-21. Hashes are SHA-256, lower-case hex.

ALTER TABLE people ADD COLUMN external_id TEXT COLLATE "C";                      -- payroll's id
ALTER TABLE people ADD COLUMN name_folded TEXT COLLATE "C" NOT NULL DEFAULT '';  -- for searching; '' until the program has filled it in
ALTER TABLE people ADD COLUMN consent_day TEXT COLLATE "C";
ALTER TABLE people ADD COLUMN consent_by TEXT COLLATE "C";
ALTER TABLE people ADD COLUMN consent_withdrawn TEXT COLLATE "C";                -- the day, or absent
ALTER TABLE people ADD COLUMN valid_from TEXT COLLATE "C";                       -- the first day
ALTER TABLE people ADD COLUMN valid_until TEXT COLLATE "C";                      -- the last day
ALTER TABLE people ADD COLUMN pin_hash TEXT COLLATE "C";                         -- argon2id, as libsodium writes it
ALTER TABLE people ADD COLUMN updated_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE people ADD COLUMN version BIGINT NOT NULL DEFAULT 1;    -- counts the changes
UPDATE people SET updated_at = created_at;
CREATE UNIQUE INDEX people_by_external_id ON people (external_id);

CREATE TABLE person_groups (
    person_id   TEXT COLLATE "C" NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    group_name  TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (person_id, group_name)
);
CREATE INDEX person_groups_by_name ON person_groups (group_name, person_id);

-- Where a person went who turned out to be another one.
CREATE TABLE merged_people (
    id         TEXT COLLATE "C" PRIMARY KEY NOT NULL,
    person_id  TEXT COLLATE "C" NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    merged_at  BIGINT NOT NULL
);
CREATE INDEX merged_people_by_person ON merged_people (person_id);

-- What belongs to this installation alone, such as the key under which ids are hashed.
CREATE TABLE installation_keys (
    name   TEXT COLLATE "C" PRIMARY KEY NOT NULL,
    value  BYTEA NOT NULL
);

-- Each entry carries the hash of the one before. Subjects are keyed hashes of people's ids, so that an erased person stays erased.
CREATE TABLE audit_log (
    seq       BIGINT PRIMARY KEY NOT NULL,
    at        BIGINT NOT NULL,
    actor     TEXT COLLATE "C" NOT NULL,
    action    TEXT COLLATE "C" NOT NULL,
    subject   TEXT COLLATE "C" NOT NULL,
    details   TEXT COLLATE "C" NOT NULL,
    previous  TEXT COLLATE "C" NOT NULL,
    hash      TEXT COLLATE "C" NOT NULL
);
CREATE INDEX audit_log_by_subject ON audit_log (subject, seq);

-- The last entry. One row: whoever appends locks it first.
CREATE TABLE audit_head (
    id    BIGINT PRIMARY KEY NOT NULL CHECK (id = 1),
    seq   BIGINT NOT NULL,
    hash  TEXT COLLATE "C" NOT NULL
);
INSERT INTO audit_head (id, seq, hash) VALUES (1, 0, '');

-- How far retention may delete: the program sets it inside its transaction and resets it there.
CREATE TABLE audit_purge (
    id         BIGINT PRIMARY KEY NOT NULL CHECK (id = 1),
    until_seq  BIGINT NOT NULL
);
INSERT INTO audit_purge (id, until_seq) VALUES (1, 0);

CREATE FUNCTION audit_log_refuses() RETURNS trigger LANGUAGE plpgsql AS $refuse$
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF OLD.seq <= (SELECT until_seq FROM audit_purge WHERE id = 1) THEN
            RETURN OLD;
        END IF;
    END IF;
    RAISE EXCEPTION 'the audit log is only ever appended to';
END
$refuse$;
CREATE TRIGGER audit_log_is_kept BEFORE UPDATE OR DELETE ON audit_log FOR EACH ROW EXECUTE FUNCTION audit_log_refuses();
CREATE TRIGGER audit_log_is_not_emptied BEFORE TRUNCATE ON audit_log FOR EACH STATEMENT EXECUTE FUNCTION audit_log_refuses();

-- The proof that somebody was erased: what kinds and how many, nothing that says who, but to those who know the id already.
CREATE TABLE erasures (
    id         TEXT COLLATE "C" PRIMARY KEY NOT NULL,
    erased_at  BIGINT NOT NULL,
    subject    TEXT COLLATE "C" NOT NULL,
    actor      TEXT COLLATE "C" NOT NULL,
    counts     TEXT COLLATE "C" NOT NULL
);

-- Answers to POSTs that carried an Idempotency-Key. The key itself is not kept.
CREATE TABLE idempotency_keys (
    key_hash      TEXT COLLATE "C" PRIMARY KEY NOT NULL,
    request_hash  TEXT COLLATE "C" NOT NULL,
    created_at    BIGINT NOT NULL,
    status        BIGINT NOT NULL,  -- 0 while the request is worked on
    content_type  TEXT COLLATE "C" NOT NULL,
    location      TEXT COLLATE "C" NOT NULL,
    etag          TEXT COLLATE "C" NOT NULL,
    body          TEXT COLLATE "C" NOT NULL
);
CREATE INDEX idempotency_keys_by_time ON idempotency_keys (created_at);

CREATE TABLE webhooks (
    id             TEXT COLLATE "C" PRIMARY KEY NOT NULL,
    url            TEXT COLLATE "C" NOT NULL,
    events         TEXT COLLATE "C" NOT NULL,  -- names separated by spaces
    secret         BYTEA NOT NULL,
    created_at     BIGINT NOT NULL,
    state          TEXT COLLATE "C" NOT NULL,  -- active, disabled
    problem        TEXT COLLATE "C" NOT NULL,  -- a sentence while something is wrong
    failing_since  BIGINT         -- no delivery has arrived since then
);

-- What happened that somebody may want to be told of, once each.
CREATE TABLE webhook_events (
    id           TEXT COLLATE "C" PRIMARY KEY NOT NULL,
    event        TEXT COLLATE "C" NOT NULL,
    subject      TEXT COLLATE "C" NOT NULL,  -- what makes it one: a person's day, a face
    person_id    TEXT COLLATE "C" REFERENCES people (id) ON DELETE CASCADE,
    happened_at  BIGINT NOT NULL,
    payload      TEXT COLLATE "C" NOT NULL,
    UNIQUE (event, subject)
);
CREATE INDEX webhook_events_by_time ON webhook_events (happened_at);
CREATE INDEX webhook_events_by_person ON webhook_events (person_id);

CREATE TABLE webhook_deliveries (
    webhook_id       TEXT COLLATE "C" NOT NULL REFERENCES webhooks (id) ON DELETE CASCADE,
    event_id         TEXT COLLATE "C" NOT NULL REFERENCES webhook_events (id) ON DELETE CASCADE,
    state            TEXT COLLATE "C" NOT NULL,  -- waiting, delivered, failed
    attempts         BIGINT NOT NULL,
    next_attempt_at  BIGINT NOT NULL,
    last_attempt_at  BIGINT,
    last_status      BIGINT,        -- HTTP, absent where none came
    last_problem     TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (webhook_id, event_id)
);
CREATE INDEX webhook_deliveries_by_event ON webhook_deliveries (event_id);
CREATE INDEX webhook_deliveries_by_time ON webhook_deliveries (state, next_attempt_at);
