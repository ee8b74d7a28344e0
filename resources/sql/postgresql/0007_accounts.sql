-- Who may sign in, who is signed in, and the tokens of programs. Secrets are hashes: passwords by argon2id, tokens of 256 random bits
-- by SHA-256.
CREATE TABLE accounts (
    id             TEXT COLLATE "C" PRIMARY KEY NOT NULL,  -- a UUID of version 7
    name           TEXT COLLATE "C" NOT NULL,
    name_key       TEXT COLLATE "C" NOT NULL UNIQUE,       -- as names are compared: normalised, in one case
    role           TEXT COLLATE "C" NOT NULL CHECK (role IN ('viewer', 'operator', 'admin')),
    is_limited     BIGINT NOT NULL,           -- to the cameras of account_cameras
    password_hash  TEXT COLLATE "C" NOT NULL,
    language       TEXT COLLATE "C",
    created_at     BIGINT NOT NULL,
    last_sign_in   BIGINT,
    version        BIGINT NOT NULL            -- counts the changes
);

CREATE TABLE account_cameras (
    account_id  TEXT COLLATE "C" NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    camera_id   TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (account_id, camera_id)
);

CREATE TABLE account_sessions (
    id          TEXT COLLATE "C" PRIMARY KEY NOT NULL,
    account_id  TEXT COLLATE "C" NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    token_hash  BYTEA NOT NULL UNIQUE,
    created_at  BIGINT NOT NULL,
    last_used   BIGINT NOT NULL,
    address     TEXT COLLATE "C" NOT NULL,
    agent       TEXT COLLATE "C" NOT NULL   -- what the browser calls itself
);
CREATE INDEX account_sessions_by_account ON account_sessions (account_id, created_at);

CREATE TABLE api_tokens (
    id          TEXT COLLATE "C" PRIMARY KEY NOT NULL,
    name        TEXT COLLATE "C" NOT NULL,
    name_key    TEXT COLLATE "C" NOT NULL UNIQUE,
    role        TEXT COLLATE "C" NOT NULL CHECK (role IN ('monitor', 'terminal', 'viewer', 'operator', 'admin')),
    is_limited  BIGINT NOT NULL,
    token_hash  BYTEA NOT NULL UNIQUE,
    created_at  BIGINT NOT NULL,
    created_by  TEXT COLLATE "C" NOT NULL,
    expires_at  BIGINT,
    last_used   BIGINT
);

CREATE TABLE api_token_cameras (
    token_id   TEXT COLLATE "C" NOT NULL REFERENCES api_tokens (id) ON DELETE CASCADE,
    camera_id  TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (token_id, camera_id)
);

-- Counts the changes of all of the above but the moments of use, so that servers see at a glance whether there is news. One row:
-- whoever changes something locks it first.
CREATE TABLE access_version (
    id       BIGINT PRIMARY KEY NOT NULL CHECK (id = 1),
    version  BIGINT NOT NULL
);
INSERT INTO access_version (id, version) VALUES (1, 0);
