-- Whether what the register of a day follows from has changed: who worked a day out sees at little cost whether that still stands.
-- Kinds and their places: 'sightings' and the hour since 1970 in which they began; 'days' and the day since 1970 of a correction or of
-- an operator's decision; 'plans' and 0: people, groups, shifts, holidays and the directions of cameras.
-- A row for each transaction that changed something: rows that several would write into would let one server wait for another.
CREATE TABLE register_changes (
    kind    TEXT COLLATE "C" NOT NULL,
    place   BIGINT NOT NULL,
    change  BIGINT NOT NULL,  -- of which transaction
    PRIMARY KEY (kind, place, change)
);

CREATE FUNCTION note_register_change(kind TEXT, place BIGINT) RETURNS void LANGUAGE sql AS $note$
    INSERT INTO register_changes (kind, place, change) VALUES ($1, $2, txid_current()) ON CONFLICT DO NOTHING
$note$;

CREATE FUNCTION sightings_changed() RETURNS trigger LANGUAGE plpgsql AS $changed$
DECLARE
    was_decided BOOLEAN := FALSE;
    is_decided BOOLEAN := FALSE;
BEGIN
    IF TG_OP <> 'INSERT' THEN
        was_decided := OLD.decision IS NOT NULL;
        PERFORM note_register_change('sightings', OLD.first_seen / 3600000);
    END IF;
    IF TG_OP <> 'DELETE' THEN
        is_decided := NEW.decision IS NOT NULL;
        PERFORM note_register_change('sightings', NEW.first_seen / 3600000);
    END IF;
    IF TG_OP = 'UPDATE' THEN
        IF NOT (OLD.decision IS DISTINCT FROM NEW.decision OR OLD.covers_from IS DISTINCT FROM NEW.covers_from OR OLD.person_id <> NEW.person_id) THEN
            RETURN NULL;
        END IF;
    END IF;
    IF was_decided OR is_decided THEN
        PERFORM note_register_change('days', CASE WHEN TG_OP = 'DELETE' THEN OLD.first_seen ELSE NEW.first_seen END / 86400000);
    END IF;
    RETURN NULL;
END
$changed$;
CREATE TRIGGER sightings_changed AFTER INSERT OR UPDATE OR DELETE ON sightings FOR EACH ROW EXECUTE FUNCTION sightings_changed();

CREATE FUNCTION corrections_changed() RETURNS trigger LANGUAGE plpgsql AS $changed$
BEGIN
    PERFORM note_register_change('days', (CASE WHEN TG_OP = 'DELETE' THEN OLD.day ELSE NEW.day END)::DATE - DATE '1970-01-01');
    RETURN NULL;
END
$changed$;
CREATE TRIGGER corrections_changed AFTER INSERT OR UPDATE OR DELETE ON corrections FOR EACH ROW EXECUTE FUNCTION corrections_changed();

CREATE FUNCTION plans_changed() RETURNS trigger LANGUAGE plpgsql AS $changed$
BEGIN
    PERFORM note_register_change('plans', 0);
    RETURN NULL;
END
$changed$;
CREATE TRIGGER people_changed AFTER INSERT OR UPDATE OF name, name_folded, created_at, valid_from, valid_until OR DELETE ON people FOR EACH STATEMENT EXECUTE FUNCTION plans_changed();
CREATE TRIGGER person_groups_changed AFTER INSERT OR UPDATE OR DELETE ON person_groups FOR EACH STATEMENT EXECUTE FUNCTION plans_changed();
CREATE TRIGGER shifts_changed AFTER INSERT OR UPDATE OR DELETE ON shifts FOR EACH STATEMENT EXECUTE FUNCTION plans_changed();
CREATE TRIGGER shift_breaks_changed AFTER INSERT OR UPDATE OR DELETE ON shift_breaks FOR EACH STATEMENT EXECUTE FUNCTION plans_changed();
CREATE TRIGGER shift_assignments_changed AFTER INSERT OR UPDATE OR DELETE ON shift_assignments FOR EACH STATEMENT EXECUTE FUNCTION plans_changed();
CREATE TRIGGER holidays_changed AFTER INSERT OR UPDATE OR DELETE ON holidays FOR EACH STATEMENT EXECUTE FUNCTION plans_changed();
CREATE TRIGGER camera_directions_changed AFTER INSERT OR UPDATE OR DELETE ON camera_directions FOR EACH STATEMENT EXECUTE FUNCTION plans_changed();
