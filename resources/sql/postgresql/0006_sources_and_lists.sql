-- What says that somebody was there, versions of what plans their days, and lists that read an index alone.

-- A face that a camera saw, or a PIN typed at a terminal.
ALTER TABLE sightings ADD COLUMN source TEXT COLLATE "C" NOT NULL DEFAULT 'face' CHECK (source IN ('face', 'pin'));
-- What PINs left before: a moment without a track, as sure as can be.
UPDATE sightings SET source = 'pin' WHERE track = 0 AND confidence = 1 AND first_seen = last_seen;

-- Counts the changes, so that nobody overwrites what they have not read.
ALTER TABLE shifts ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
ALTER TABLE holidays ADD COLUMN version BIGINT NOT NULL DEFAULT 1;

-- The newest of some time, everybody's or one camera's, are found without reading the sightings themselves.
DROP INDEX sightings_by_time;
CREATE INDEX sightings_by_time ON sightings (first_seen, id);
CREATE INDEX sightings_by_camera_and_time ON sightings (camera_id, first_seen, id);
