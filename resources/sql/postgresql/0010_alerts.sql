-- What somebody should see to, from when to when, and who saw to it. `subject` is the cause: one alert of it at a time.
CREATE TABLE alerts (
    id               TEXT COLLATE "C" PRIMARY KEY NOT NULL,
    kind             TEXT COLLATE "C" NOT NULL,
    subject          TEXT COLLATE "C" NOT NULL,
    person_id        TEXT COLLATE "C" REFERENCES people (id) ON DELETE CASCADE,
    params           TEXT COLLATE "C" NOT NULL,  -- JSON: what sentences about it are made of
    started_at       BIGINT NOT NULL,
    ended_at         BIGINT,
    acknowledged_at  BIGINT,
    acknowledged_by  TEXT COLLATE "C"
);
CREATE UNIQUE INDEX alerts_under_way ON alerts (kind, subject) WHERE ended_at IS NULL;
CREATE INDEX alerts_by_person ON alerts (person_id);
CREATE INDEX alerts_by_end ON alerts (ended_at);

-- One row, or none while the rules are as they come.
CREATE TABLE alert_rules (
    id       BIGINT PRIMARY KEY NOT NULL CHECK (id = 1),
    version  BIGINT NOT NULL,
    rules    TEXT COLLATE "C" NOT NULL  -- JSON
);

-- Alerts that are to be told by mail and are not yet.
CREATE TABLE alert_mails (
    alert_id         TEXT COLLATE "C" PRIMARY KEY NOT NULL REFERENCES alerts (id) ON DELETE CASCADE,
    created_at       BIGINT NOT NULL,
    attempts         BIGINT NOT NULL,
    next_attempt_at  BIGINT NOT NULL,
    problem          TEXT COLLATE "C" NOT NULL
);
CREATE INDEX alert_mails_by_time ON alert_mails (next_attempt_at);
