-- What somebody should see to, from when to when, and who saw to it. `subject` is the cause: one alert of it at a time.
CREATE TABLE alerts (
    id               TEXT PRIMARY KEY NOT NULL,
    kind             TEXT NOT NULL,
    subject          TEXT NOT NULL,
    person_id        TEXT REFERENCES people (id) ON DELETE CASCADE,
    params           TEXT NOT NULL,  -- JSON: what sentences about it are made of
    started_at       INTEGER NOT NULL,
    ended_at         INTEGER,
    acknowledged_at  INTEGER,
    acknowledged_by  TEXT
) STRICT;
CREATE UNIQUE INDEX alerts_under_way ON alerts (kind, subject) WHERE ended_at IS NULL;
CREATE INDEX alerts_by_person ON alerts (person_id);
CREATE INDEX alerts_by_end ON alerts (ended_at);

-- One row, or none while the rules are as they come.
CREATE TABLE alert_rules (
    id       INTEGER PRIMARY KEY NOT NULL CHECK (id = 1),
    version  INTEGER NOT NULL,
    rules    TEXT NOT NULL  -- JSON
) STRICT;

-- Alerts that are to be told by mail and are not yet.
CREATE TABLE alert_mails (
    alert_id         TEXT PRIMARY KEY NOT NULL REFERENCES alerts (id) ON DELETE CASCADE,
    created_at       INTEGER NOT NULL,
    attempts         INTEGER NOT NULL,
    next_attempt_at  INTEGER NOT NULL,
    problem          TEXT NOT NULL
) STRICT;
CREATE INDEX alert_mails_by_time ON alert_mails (next_attempt_at);
