-- What links the entries of the audit, and how the oldest are forgotten.
--
-- U1  an entry, a link and an anchor are never changed; nobody removes one (triggers, grants)
-- U2  but audit.prune, and only entries older than six months              (function)
-- U3  positions follow one another and an entry is linked once             (keys, daemon)
--
-- A link's mac is HMAC-SHA256 over the mac before it, the link's own columns and the entry's, with
-- a key that the daemon has and the database has not: whoever changes a row here cannot make the
-- mac that would fit. Numbers of entries are given before the commit and can be seen out of turn,
-- so the chain has positions of its own.
ALTER TABLE audit.entry
    DROP COLUMN chain,
    DROP CONSTRAINT export_has_days,
    ADD COLUMN purpose text NOT NULL DEFAULT '' CHECK (char_length(purpose) <= 60),
    ADD CONSTRAINT days_whole CHECK ((first_day IS NULL) = (last_day IS NULL)),
    ADD CONSTRAINT object_is_a_word CHECK (object ~ '^[A-Za-z0-9][A-Za-z0-9:._-]{0,63}$');
CREATE INDEX entry_object ON audit.entry (object, number);
CREATE INDEX entry_at ON audit.entry (at);

CREATE TABLE audit.link (
    programme smallint NOT NULL DEFAULT 1,
    position  bigint NOT NULL CHECK (position >= 1),
    entry     bigint NOT NULL,
    high      bigint NOT NULL CHECK (high >= entry), -- the greatest entry linked up to here
    linked_at timestamptz NOT NULL CHECK (isfinite(linked_at)),
    mac       bytea NOT NULL CHECK (octet_length(mac) = 32),
    PRIMARY KEY (position, programme),
    UNIQUE (entry, programme)
);

-- Stands for the links up to a position, which were forgotten for their age.
CREATE TABLE audit.anchor (
    programme smallint NOT NULL DEFAULT 1,
    position  bigint NOT NULL CHECK (position >= 1),
    high      bigint NOT NULL,
    mac       bytea NOT NULL CHECK (octet_length(mac) = 32),   -- of the last of them
    seal      bytea NOT NULL CHECK (octet_length(seal) = 32),  -- the daemon's, over these columns
    pruned_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (position, programme)
);

CREATE FUNCTION audit.never() RETURNS trigger
LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
    IF TG_OP = 'DELETE' AND current_setting('audit.pruning', true) = 'on' THEN
        RETURN NULL;
    END IF;
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'GA004';
END $$;
DROP TRIGGER entry_never_altered ON audit.entry;
CREATE TRIGGER entry_never_altered BEFORE UPDATE OR DELETE OR TRUNCATE ON audit.entry
    FOR EACH STATEMENT EXECUTE FUNCTION audit.never();
CREATE TRIGGER link_never_altered BEFORE UPDATE OR DELETE OR TRUNCATE ON audit.link
    FOR EACH STATEMENT EXECUTE FUNCTION audit.never();
CREATE TRIGGER anchor_never_altered BEFORE UPDATE OR DELETE OR TRUNCATE ON audit.anchor
    FOR EACH STATEMENT EXECUTE FUNCTION ledger.never();

-- The instant before which entries may be forgotten. Whoever asks may name an instant only in a
-- database that a set clock writes: elsewhere it would be a way to forget everything.
CREATE FUNCTION audit.forgotten_before(p_months integer, p_at timestamptz) RETURNS timestamptz
LANGUAGE plpgsql STABLE SET search_path = '' AS $$
BEGIN
    IF p_months IS NULL OR p_months NOT BETWEEN 6 AND 36 THEN
        RAISE EXCEPTION 'the audit is kept for 6 to 36 months' USING ERRCODE = 'GA004';
    END IF;
    RETURN CASE WHEN EXISTS (SELECT FROM network.rehearsal) THEN coalesce(p_at, now())
                ELSE now() END - make_interval(months => p_months);
END $$;

-- The last link of the oldest p_limit, all of whose entries are old enough; no row where the first
-- is not. What is missing or not linked is not forgotten: it is to be found first.
CREATE FUNCTION audit.prunable(p_months integer, p_at timestamptz, p_limit integer)
RETURNS TABLE (link_position bigint, link_high bigint, link_mac bytea)
LANGUAGE sql STABLE SET search_path = '' AS $$
    WITH page AS (
        SELECT l.position, l.high, l.mac, e.at
          FROM audit.link l
          LEFT JOIN audit.entry e ON e.number = l.entry AND e.programme = l.programme
         WHERE l.programme = 1
         ORDER BY l.position
         LIMIT p_limit)
    SELECT p.position, p.high, p.mac
      FROM page p
     WHERE p.position < coalesce(
               (SELECT min(y.position) FROM page y
                 WHERE y.at IS NULL OR y.at >= audit.forgotten_before(p_months, p_at)),
               9223372036854775807)
     ORDER BY p.position DESC
     LIMIT 1
$$;

-- Forgets the entries up to a position, and writes the anchor that stands for them; how many. It
-- runs as the owner, and trusts nobody: it looks itself whether all of them are old enough.
CREATE FUNCTION audit.prune(
    p_position bigint, p_seal bytea, p_months integer, p_at timestamptz) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    v_before constant timestamptz := audit.forgotten_before(p_months, p_at);
    v_last audit.link;
    v_count bigint;
BEGIN
    PERFORM pg_advisory_xact_lock(7480, 1001);
    SELECT l.* INTO v_last FROM audit.link l WHERE l.programme = 1 AND l.position = p_position;
    IF NOT FOUND THEN RETURN 0; END IF;
    IF EXISTS (SELECT FROM audit.link l
                 LEFT JOIN audit.entry e ON e.number = l.entry AND e.programme = l.programme
                WHERE l.programme = 1 AND l.position <= p_position
                  AND (e.at IS NULL OR e.at >= v_before)) THEN
        RAISE EXCEPTION 'not all of that is old enough' USING ERRCODE = 'GA004';
    END IF;
    INSERT INTO audit.anchor (position, high, mac, seal)
    VALUES (v_last.position, v_last.high, v_last.mac, p_seal);
    PERFORM set_config('audit.pruning', 'on', true);
    DELETE FROM audit.entry e USING audit.link l
     WHERE e.number = l.entry AND e.programme = l.programme
       AND l.programme = 1 AND l.position <= p_position;
    GET DIAGNOSTICS v_count = ROW_COUNT;
    DELETE FROM audit.link l WHERE l.programme = 1 AND l.position <= p_position;
    PERFORM set_config('audit.pruning', '', true);
    RETURN v_count;
END $$;

REVOKE ALL ON FUNCTION audit.prune FROM PUBLIC;
REVOKE ALL ON audit.entry, audit.link, audit.anchor FROM PUBLIC;
GRANT SELECT, INSERT ON audit.link TO garaged_daemon;
GRANT SELECT ON audit.anchor TO garaged_daemon;
GRANT EXECUTE ON FUNCTION audit.prune TO garaged_daemon;
