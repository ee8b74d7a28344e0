-- What operators call a camera, where that is not what it calls itself; `version` counts the changes of it.
ALTER TABLE cameras ADD COLUMN given_name TEXT;
ALTER TABLE cameras ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
