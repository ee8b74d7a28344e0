-- Who may sign in, who is signed in, and the tokens of programs. Secrets are hashes: passwords by argon2id, tokens of 256 random bits
-- by SHA-256.
CREATE TABLE accounts (
    id             TEXT PRIMARY KEY NOT NULL,  -- a UUID of version 7
    name           TEXT NOT NULL,
    name_key       TEXT NOT NULL UNIQUE,       -- as names are compared: normalised, in one case
    role           TEXT NOT NULL CHECK (role IN ('viewer', 'operator', 'admin')),
    is_limited     INTEGER NOT NULL,           -- to the cameras of account_cameras
    password_hash  TEXT NOT NULL,
    language       TEXT,
    created_at     INTEGER NOT NULL,
    last_sign_in   INTEGER,
    version        INTEGER NOT NULL            -- counts the changes
) STRICT;

CREATE TABLE account_cameras (
    account_id  TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    camera_id   TEXT NOT NULL,
    PRIMARY KEY (account_id, camera_id)
) STRICT;

CREATE TABLE account_sessions (
    id          TEXT PRIMARY KEY NOT NULL,
    account_id  TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    token_hash  BLOB NOT NULL UNIQUE,
    created_at  INTEGER NOT NULL,
    last_used   INTEGER NOT NULL,
    address     TEXT NOT NULL,
    agent       TEXT NOT NULL   -- what the browser calls itself
) STRICT;
CREATE INDEX account_sessions_by_account ON account_sessions (account_id, created_at);

CREATE TABLE api_tokens (
    id          TEXT PRIMARY KEY NOT NULL,
    name        TEXT NOT NULL,
    name_key    TEXT NOT NULL UNIQUE,
    role        TEXT NOT NULL CHECK (role IN ('monitor', 'terminal', 'viewer', 'operator', 'admin')),
    is_limited  INTEGER NOT NULL,
    token_hash  BLOB NOT NULL UNIQUE,
    created_at  INTEGER NOT NULL,
    created_by  TEXT NOT NULL,
    expires_at  INTEGER,
    last_used   INTEGER
) STRICT;

CREATE TABLE api_token_cameras (
    token_id   TEXT NOT NULL REFERENCES api_tokens (id) ON DELETE CASCADE,
    camera_id  TEXT NOT NULL,
    PRIMARY KEY (token_id, camera_id)
) STRICT;

-- Counts the changes of all of the above but the moments of use, so that servers see at a glance whether there is news. One row:
-- whoever changes something locks it first.
CREATE TABLE access_version (
    id       INTEGER PRIMARY KEY NOT NULL CHECK (id = 1),
    version  INTEGER NOT NULL
) STRICT;
INSERT INTO access_version (id, version) VALUES (1, 0);
