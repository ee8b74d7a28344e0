-- Whether what the register of a day follows from has changed: who worked a day out sees at little cost whether that still stands.
-- Kinds and their places: 'sightings' and the hour since 1970 in which they began; 'days' and the day since 1970 of a correction or of
-- an operator's decision; 'plans' and 0: people, groups, shifts, holidays and the directions of cameras.
CREATE TABLE register_changes (
    kind    TEXT NOT NULL,
    place   INTEGER NOT NULL,
    change  INTEGER NOT NULL,  -- grows
    PRIMARY KEY (kind, place)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER sightings_added AFTER INSERT ON sightings
BEGIN
    INSERT INTO register_changes (kind, place, change) VALUES ('sightings', NEW.first_seen / 3600000, 1) ON CONFLICT (kind, place) DO UPDATE SET change = change + 1;
    INSERT INTO register_changes (kind, place, change) SELECT 'days', NEW.first_seen / 86400000, 1 WHERE NEW.decision IS NOT NULL
        ON CONFLICT (kind, place) DO UPDATE SET change = change + 1;
END;
CREATE TRIGGER sightings_changed AFTER UPDATE ON sightings
BEGIN
    INSERT INTO register_changes (kind, place, change) VALUES ('sightings', OLD.first_seen / 3600000, 1) ON CONFLICT (kind, place) DO UPDATE SET change = change + 1;
    INSERT INTO register_changes (kind, place, change) VALUES ('sightings', NEW.first_seen / 3600000, 1) ON CONFLICT (kind, place) DO UPDATE SET change = change + 1;
    INSERT INTO register_changes (kind, place, change) SELECT 'days', NEW.first_seen / 86400000, 1
        WHERE OLD.decision IS NOT NEW.decision OR OLD.covers_from IS NOT NEW.covers_from OR (NEW.decision IS NOT NULL AND OLD.person_id <> NEW.person_id)
        ON CONFLICT (kind, place) DO UPDATE SET change = change + 1;
END;
CREATE TRIGGER sightings_removed AFTER DELETE ON sightings
BEGIN
    INSERT INTO register_changes (kind, place, change) VALUES ('sightings', OLD.first_seen / 3600000, 1) ON CONFLICT (kind, place) DO UPDATE SET change = change + 1;
    INSERT INTO register_changes (kind, place, change) SELECT 'days', OLD.first_seen / 86400000, 1 WHERE OLD.decision IS NOT NULL
        ON CONFLICT (kind, place) DO UPDATE SET change = change + 1;
END;

CREATE TRIGGER corrections_added AFTER INSERT ON corrections
BEGIN
    INSERT INTO register_changes (kind, place, change) VALUES ('days', CAST(julianday(NEW.day) - 2440587.5 AS INTEGER), 1)
        ON CONFLICT (kind, place) DO UPDATE SET change = change + 1;
END;
CREATE TRIGGER corrections_changed AFTER UPDATE ON corrections
BEGIN
    INSERT INTO register_changes (kind, place, change) VALUES ('days', CAST(julianday(NEW.day) - 2440587.5 AS INTEGER), 1)
        ON CONFLICT (kind, place) DO UPDATE SET change = change + 1;
END;
CREATE TRIGGER corrections_removed AFTER DELETE ON corrections
BEGIN
    INSERT INTO register_changes (kind, place, change) VALUES ('days', CAST(julianday(OLD.day) - 2440587.5 AS INTEGER), 1)
        ON CONFLICT (kind, place) DO UPDATE SET change = change + 1;
END;

CREATE TRIGGER people_added AFTER INSERT ON people
BEGIN
    INSERT INTO register_changes (kind, place, change) VALUES ('plans', 0, 1) ON CONFLICT (kind, place) DO UPDATE SET change = change + 1;
END;
CREATE TRIGGER people_changed AFTER UPDATE OF name, name_folded, created_at, valid_from, valid_until ON people
BEGIN
    INSERT INTO register_changes (kind, place, change) VALUES ('plans', 0, 1) ON CONFLICT (kind, place) DO UPDATE SET change = change + 1;
END;
CREATE TRIGGER people_removed AFTER DELETE ON people
BEGIN
    INSERT INTO register_changes (kind, place, change) VALUES ('plans', 0, 1) ON CONFLICT (kind, place) DO UPDATE SET change = change + 1;
END;
CREATE TRIGGER person_groups_added AFTER INSERT ON person_groups
BEGIN
    INSERT INTO register_changes (kind, place, change) VALUES ('plans', 0, 1) ON CONFLICT (kind, place) DO UPDATE SET change = change + 1;
END;
CREATE TRIGGER person_groups_changed AFTER UPDATE ON person_groups
BEGIN
    INSERT INTO register_changes (kind, place, change) VALUES ('plans', 0, 1) ON CONFLICT (kind, place) DO UPDATE SET change = change + 1;
END;
CREATE TRIGGER person_groups_removed AFTER DELETE ON person_groups
BEGIN
    INSERT INTO register_changes (kind, place, change) VALUES ('plans', 0, 1) ON CONFLICT (kind, place) DO UPDATE SET change = change + 1;
END;
CREATE TRIGGER shifts_added AFTER INSERT ON shifts
BEGIN
    INSERT INTO register_changes (kind, place, change) VALUES ('plans', 0, 1) ON CONFLICT (kind, place) DO UPDATE SET change = change + 1;
END;
CREATE TRIGGER shifts_changed AFTER UPDATE ON shifts
BEGIN
    INSERT INTO register_changes (kind, place, change) VALUES ('plans', 0, 1) ON CONFLICT (kind, place) DO UPDATE SET change = change + 1;
END;
CREATE TRIGGER shifts_removed AFTER DELETE ON shifts
BEGIN
    INSERT INTO register_changes (kind, place, change) VALUES ('plans', 0, 1) ON CONFLICT (kind, place) DO UPDATE SET change = change + 1;
END;
CREATE TRIGGER shift_breaks_added AFTER INSERT ON shift_breaks
BEGIN
    INSERT INTO register_changes (kind, place, change) VALUES ('plans', 0, 1) ON CONFLICT (kind, place) DO UPDATE SET change = change + 1;
END;
CREATE TRIGGER shift_breaks_changed AFTER UPDATE ON shift_breaks
BEGIN
    INSERT INTO register_changes (kind, place, change) VALUES ('plans', 0, 1) ON CONFLICT (kind, place) DO UPDATE SET change = change + 1;
END;
CREATE TRIGGER shift_breaks_removed AFTER DELETE ON shift_breaks
BEGIN
    INSERT INTO register_changes (kind, place, change) VALUES ('plans', 0, 1) ON CONFLICT (kind, place) DO UPDATE SET change = change + 1;
END;
CREATE TRIGGER shift_assignments_added AFTER INSERT ON shift_assignments
BEGIN
    INSERT INTO register_changes (kind, place, change) VALUES ('plans', 0, 1) ON CONFLICT (kind, place) DO UPDATE SET change = change + 1;
END;
CREATE TRIGGER shift_assignments_changed AFTER UPDATE ON shift_assignments
BEGIN
    INSERT INTO register_changes (kind, place, change) VALUES ('plans', 0, 1) ON CONFLICT (kind, place) DO UPDATE SET change = change + 1;
END;
CREATE TRIGGER shift_assignments_removed AFTER DELETE ON shift_assignments
BEGIN
    INSERT INTO register_changes (kind, place, change) VALUES ('plans', 0, 1) ON CONFLICT (kind, place) DO UPDATE SET change = change + 1;
END;
CREATE TRIGGER holidays_added AFTER INSERT ON holidays
BEGIN
    INSERT INTO register_changes (kind, place, change) VALUES ('plans', 0, 1) ON CONFLICT (kind, place) DO UPDATE SET change = change + 1;
END;
CREATE TRIGGER holidays_changed AFTER UPDATE ON holidays
BEGIN
    INSERT INTO register_changes (kind, place, change) VALUES ('plans', 0, 1) ON CONFLICT (kind, place) DO UPDATE SET change = change + 1;
END;
CREATE TRIGGER holidays_removed AFTER DELETE ON holidays
BEGIN
    INSERT INTO register_changes (kind, place, change) VALUES ('plans', 0, 1) ON CONFLICT (kind, place) DO UPDATE SET change = change + 1;
END;
CREATE TRIGGER camera_directions_added AFTER INSERT ON camera_directions
BEGIN
    INSERT INTO register_changes (kind, place, change) VALUES ('plans', 0, 1) ON CONFLICT (kind, place) DO UPDATE SET change = change + 1;
END;
CREATE TRIGGER camera_directions_changed AFTER UPDATE ON camera_directions
BEGIN
    INSERT INTO register_changes (kind, place, change) VALUES ('plans', 0, 1) ON CONFLICT (kind, place) DO UPDATE SET change = change + 1;
END;
CREATE TRIGGER camera_directions_removed AFTER DELETE ON camera_directions
BEGIN
    INSERT INTO register_changes (kind, place, change) VALUES ('plans', 0, 1) ON CONFLICT (kind, place) DO UPDATE SET change = change + 1;
END;
