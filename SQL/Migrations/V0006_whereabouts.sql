-- Where every wish came from and who still waits; since when a garage is there and when it was not;
-- what each transaction changed.

-- A kilometre or so of where the person started from: enough for basins, too coarse for a door.
-- Null in rows that were written by hand.
ALTER TABLE ledger.referral
    ADD COLUMN latitude  double precision CHECK (latitude BETWEEN -90 AND 90),
    ADD COLUMN longitude double precision CHECK (longitude BETWEEN -180 AND 180),
    ADD COLUMN reach_km  double precision;
-- Nothing that the triggers watch changes.
ALTER TABLE ledger.referral DISABLE TRIGGER USER;
UPDATE ledger.referral r
   SET latitude = round(b.latitude::numeric, 2), longitude = round(b.longitude::numeric, 2),
       reach_km = coalesce(b.km_max, 30)
  FROM person.beneficiary b
 WHERE b.number = r.beneficiary AND b.programme = r.programme;
ALTER TABLE ledger.referral ENABLE TRIGGER USER;

-- People whom no garage could take: one open row each, until a referral or a withdrawal ends it.
CREATE TABLE ledger.unplaced (
    programme    smallint NOT NULL DEFAULT 1,
    number       bigint GENERATED ALWAYS AS IDENTITY,
    organisation bigint NOT NULL,
    beneficiary  bigint NOT NULL,
    latitude     double precision NOT NULL CHECK (latitude BETWEEN -90 AND 90),
    longitude    double precision NOT NULL CHECK (longitude BETWEEN -180 AND 180),
    reach_km     double precision NOT NULL,
    since        timestamptz NOT NULL,
    since_on     date NOT NULL,                      -- in Paris
    tries        integer NOT NULL DEFAULT 1 CHECK (tries > 0),  -- the same key again is not one
    tried        text[] NOT NULL,                    -- the last request keys
    reachable    integer NOT NULL,                   -- garages, at the last try
    taken        integer NOT NULL,                   -- of these, full
    closed       integer NOT NULL,
    unsuitable   integer NOT NULL,
    ended_at     timestamptz,
    ended_by     text CHECK (ended_by IN ('placed', 'withdrawn')),
    PRIMARY KEY (number, programme),
    CONSTRAINT ended_somehow CHECK ((ended_at IS NULL) = (ended_by IS NULL))
);
CREATE UNIQUE INDEX one_unplaced ON ledger.unplaced (beneficiary, programme)
    WHERE ended_at IS NULL;
CREATE INDEX unplaced_day ON ledger.unplaced (since_on);
CREATE INDEX unplaced_open ON ledger.unplaced (since_on) WHERE ended_at IS NULL;

-- Who waits. A person who was placed by one daemon while another found nothing does not, though
-- the row stays open until unplaced_settle.
CREATE VIEW ledger.waiting AS
    SELECT u.* FROM ledger.unplaced u
     WHERE u.ended_at IS NULL
       AND (SELECT true FROM ledger.referral o
             WHERE o.beneficiary = u.beneficiary AND o.programme = u.programme
               AND o.state IN ('proposed', 'accepted', 'received', 'file', 'quoted')
             LIMIT 1) IS NULL;

-- What each transaction changed of what daemons keep in memory: some months and days of some
-- garages, or the garages themselves. Whoever has seen a snapshot finds here what came since,
-- without a number that all writers would have to wait for. Pruned by the daemons.
CREATE TABLE ledger.change (
    xid     xid8 NOT NULL DEFAULT pg_current_xact_id(),
    at      timestamptz NOT NULL DEFAULT now(),
    garages bigint[] NOT NULL,
    months  date[] NOT NULL DEFAULT '{}',
    days    date[] NOT NULL DEFAULT '{}'             -- neither months nor days: the garages
);
CREATE INDEX change_order ON ledger.change (xid);

-- A garage that came after the first referral counts from its day; one that was there, from then.
ALTER TABLE network.garage ADD COLUMN joined_on date, ADD COLUMN status_since date;

-- When a garage was paused or away, both ends included.
CREATE TABLE network.absence (
    programme smallint NOT NULL DEFAULT 1,
    garage    bigint NOT NULL,
    first_day date NOT NULL,
    last_day  date NOT NULL,
    PRIMARY KEY (garage, first_day, programme),
    FOREIGN KEY (garage, programme) REFERENCES network.garage (number, programme) ON DELETE CASCADE,
    CONSTRAINT absence_in_order CHECK (first_day <= last_day)
);

-- One row where this database has been written by a clock that was set: only a rehearsal.
CREATE TABLE network.rehearsal (
    is_one boolean PRIMARY KEY DEFAULT true CHECK (is_one)
);

-- The day of the daemon's clock where that was set for the transaction, else the database's.
CREATE FUNCTION network.today() RETURNS date
LANGUAGE sql STABLE SET search_path = '' AS $$
    SELECT coalesce(nullif(current_setting('garaged.today', true), '')::date,
                    ledger.paris_day(now()))
$$;

CREATE FUNCTION network.garage_joined() RETURNS trigger
LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
    IF NEW.joined_on IS NULL AND EXISTS (SELECT FROM ledger.garage_day) THEN
        NEW.joined_on := network.today();
    END IF;
    IF NEW.status <> 'active' THEN NEW.status_since := network.today(); END IF;
    RETURN NEW;
END $$;

-- Remembers an absence when it ends.
CREATE FUNCTION network.garage_status() RETURNS trigger
LANGUAGE plpgsql SET search_path = '' AS $$
DECLARE
    v_today date := network.today();
    v_last date := CASE OLD.status WHEN 'paused' THEN OLD.paused_until END;
BEGIN
    -- Still away, only longer or shorter, or for another reason.
    IF OLD.status <> 'active' AND NEW.status <> 'active' AND v_today <= coalesce(v_last, v_today)
    THEN RETURN NEW; END IF;
    v_last := least(v_last, v_today - 1);
    IF OLD.status <> 'active' AND OLD.status_since <= v_last THEN
        INSERT INTO network.absence (programme, garage, first_day, last_day)
        VALUES (OLD.programme, OLD.number, OLD.status_since, v_last)
            ON CONFLICT (garage, first_day, programme)
            DO UPDATE SET last_day = greatest(network.absence.last_day, excluded.last_day);
    END IF;
    NEW.status_since := CASE WHEN NEW.status <> 'active' THEN v_today END;
    RETURN NEW;
END $$;

CREATE TRIGGER garage_joined BEFORE INSERT ON network.garage
    FOR EACH ROW EXECUTE FUNCTION network.garage_joined();
CREATE TRIGGER garage_status BEFORE UPDATE ON network.garage
    FOR EACH ROW
    WHEN ((OLD.status, OLD.paused_until) IS DISTINCT FROM (NEW.status, NEW.paused_until))
    EXECUTE FUNCTION network.garage_status();

CREATE FUNCTION ledger.garages_changed() RETURNS trigger
LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
    INSERT INTO ledger.change (garages)
    SELECT array_agg(number) FROM changed HAVING count(*) > 0;
    RETURN NULL;
END $$;

CREATE TRIGGER garage_added AFTER INSERT ON network.garage
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION ledger.garages_changed();
CREATE TRIGGER garage_changed AFTER UPDATE ON network.garage
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION ledger.garages_changed();
CREATE TRIGGER garage_removed AFTER DELETE ON network.garage
    REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION ledger.garages_changed();

-- Moves the counters as V0004 says, and says what moved.
CREATE OR REPLACE FUNCTION ledger.move_counts(
    p_programme smallint[], p_garage bigint[], p_month date[], p_received date[], p_day date[],
    p_sign integer[])
RETURNS void LANGUAGE plpgsql SET search_path = '' SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    v_programme smallint[]; v_garage bigint[]; v_when date[];
    v_committed integer[]; v_received integer[]; v_changed integer;
    v_garages bigint[] := '{}'; v_months date[] := '{}';
BEGIN
    SELECT array_agg(x.programme), array_agg(x.garage), array_agg(x.month),
           array_agg(x.committed), array_agg(x.received)
      INTO v_programme, v_garage, v_when, v_committed, v_received
      FROM (SELECT y.programme, y.garage, y.month,
                   sum(y.committed)::integer AS committed, sum(y.received)::integer AS received
              FROM (SELECT m.programme, m.garage, m.month, m.sign AS committed, 0 AS received
                      FROM unnest(p_programme, p_garage, p_month, p_sign)
                        AS m(programme, garage, month, sign)
                    UNION ALL
                    SELECT m.programme, m.garage, ledger.month_of(m.received), 0, m.sign
                      FROM unnest(p_programme, p_garage, p_received, p_sign)
                        AS m(programme, garage, received, sign)
                     WHERE m.received IS NOT NULL) AS y
             GROUP BY 1, 2, 3 HAVING sum(y.committed) <> 0 OR sum(y.received) <> 0
             ORDER BY 1, 2, 3) AS x;
    IF v_garage IS NOT NULL THEN
        -- The garage is locked against a change of its cap between the reading and the writing.
        INSERT INTO ledger.garage_month (programme, garage, month, cap)
        SELECT d.programme, d.garage, d.month, g.monthly_cap
          FROM unnest(v_programme, v_garage, v_when) AS d(programme, garage, month)
          JOIN network.garage g ON g.programme = d.programme AND g.number = d.garage
         WHERE NOT EXISTS (SELECT FROM ledger.garage_month m
                            WHERE m.programme = d.programme AND m.garage = d.garage
                              AND m.month = d.month)
           FOR SHARE OF g
            ON CONFLICT DO NOTHING;
        -- A cap that was lowered below the count follows the count down.
        UPDATE ledger.garage_month m
           SET committed = m.committed + d.committed, received = m.received + d.received,
               cap = CASE WHEN d.committed < 0 THEN
                              greatest(m.committed + d.committed, least(m.cap, (
                                  SELECT g.monthly_cap FROM network.garage g
                                   WHERE g.number = d.garage AND g.programme = d.programme)))
                          ELSE m.cap END,
               rev = m.rev + 1
          FROM unnest(v_programme, v_garage, v_when, v_committed, v_received)
            AS d(programme, garage, month, committed, received)
         WHERE m.programme = d.programme AND m.garage = d.garage AND m.month = d.month;
        GET DIAGNOSTICS v_changed = ROW_COUNT;
        v_garages := v_garage;
        v_months := v_when;
        IF v_changed <> cardinality(v_garage) THEN
            RAISE EXCEPTION 'a referral names a garage that does not exist' USING ERRCODE = 'GA001';
        END IF;
    END IF;

    SELECT array_agg(x.programme), array_agg(x.garage), array_agg(x.day), array_agg(x.committed)
      INTO v_programme, v_garage, v_when, v_committed
      FROM (SELECT m.programme, m.garage, m.day, sum(m.sign)::integer AS committed
              FROM unnest(p_programme, p_garage, p_day, p_sign) AS m(programme, garage, day, sign)
             GROUP BY 1, 2, 3 HAVING sum(m.sign) <> 0
             ORDER BY 1, 2, 3) AS x;
    IF v_garage IS NULL THEN
        IF v_garages <> '{}' THEN
            INSERT INTO ledger.change (garages, months) VALUES (v_garages, v_months);
        END IF;
        RETURN;
    END IF;
    INSERT INTO ledger.change (garages, months, days)
    VALUES (v_garages || v_garage, v_months, v_when);
    INSERT INTO ledger.garage_day AS t (programme, garage, day, committed)
    SELECT d.programme, d.garage, d.day, d.committed
      FROM unnest(v_programme, v_garage, v_when, v_committed)
        AS d(programme, garage, day, committed)
     WHERE d.committed > 0
        ON CONFLICT (programme, garage, day)
        DO UPDATE SET committed = t.committed + excluded.committed, rev = t.rev + 1;
    IF -1 >= ANY (v_committed) THEN
        UPDATE ledger.garage_day t
           SET committed = t.committed + d.committed, rev = t.rev + 1
          FROM unnest(v_programme, v_garage, v_when, v_committed)
            AS d(programme, garage, day, committed)
         WHERE d.committed < 0
           AND t.programme = d.programme AND t.garage = d.garage AND t.day = d.day;
    END IF;
END $$;

-- As V0004 says; and whoever has a place waits no longer.
CREATE OR REPLACE FUNCTION ledger.referrals_added() RETURNS trigger
LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
    IF EXISTS (SELECT FROM added WHERE state <> 'proposed') THEN
        RAISE EXCEPTION 'a referral begins as a proposal' USING ERRCODE = 'GA002';
    END IF;
    PERFORM ledger.move_counts(
        array_agg(programme), array_agg(garage), array_agg(month), array_agg(received_on),
        array_agg(created_on), array_agg(1)) FROM added HAVING count(*) > 0;
    INSERT INTO ledger.referral_event
        (programme, referral, seq, event, state, on_day, recorded_at, by_role, actor)
    SELECT programme, number, 0, 'propose', state, created_on, created_at,
           CASE organisation WHEN 0 THEN 'admin' ELSE 'prescriber' END, organisation
      FROM added;
    IF EXISTS (SELECT FROM ledger.unplaced WHERE ended_at IS NULL) THEN
        UPDATE ledger.unplaced u SET ended_at = a.created_at, ended_by = 'placed'
          FROM added a
         WHERE u.beneficiary = a.beneficiary AND u.programme = a.programme AND u.ended_at IS NULL;
    END IF;
    RETURN NULL;
END $$;

-- Takes places as V0005 says, and besides:
--
-- STALE  the places were chosen from a picture of the network that lacks something committed since:
--        nothing was done, look and choose again. p_seen and p_own say what the picture has: the
--        transactions that a snapshot saw, and the caller's own after it (null: do not look).
--        Only requests with p_checks are answered so.
-- Whoever finds no garage is kept in ledger.unplaced, if p_reachable says how many were in reach.
--
-- The first row says, too, what this batch saw (seen; null while the caller lacks some of it), its
-- own transaction (own), and how many wait for a garage since which day, where that is news
-- (waiting, waiting_since).
DROP FUNCTION ledger.refer_batch;
CREATE FUNCTION ledger.refer_batch(
    p_organisation bigint[], p_key text[], p_hash bytea[], p_beneficiary text[], p_code text[],
    p_answer_by timestamptz[], p_override text[], p_at timestamptz[], p_day date,
    p_first integer[], p_slot integer[], p_rank integer[], p_km double precision[],
    p_extra double precision[], p_price double precision[], p_garage bigint[],
    p_latitude double precision[], p_longitude double precision[], p_reach double precision[],
    p_reachable integer[], p_full integer[], p_closed integer[], p_unsuitable integer[],
    p_checks boolean[], p_seen text, p_own text[])
RETURNS TABLE (
    request integer, outcome text, number bigint, code text, garage bigint, state text,
    month date, created_at timestamptz, answer_by timestamptz, committed_then integer,
    rank integer, km double precision, extra_km double precision, committed integer,
    received integer, rev bigint,
    day date, day_committed integer, day_rev bigint,
    seen text, own text, waiting bigint, waiting_since date)
LANGUAGE plpgsql SET search_path = '' SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off SET enable_bitmapscan = off SET enable_hashjoin = off
SET enable_mergejoin = off SET enable_material = off AS $$
#variable_conflict use_column
DECLARE
    v_day date := coalesce(p_day, ledger.paris_day(now()));
    v_month date := ledger.month_of(v_day);
    v_count integer := cardinality(p_key);
    v_person bigint[];                               -- by request
    v_wanted boolean[];
    v_choice integer[] := array_fill(0, ARRAY[v_count]);
    v_then integer[] := array_fill(0, ARRAY[v_count]);
    v_room integer[];                                -- by slot
    v_committed integer[];
    v_left integer[];
    v_locked boolean[] := array_fill(false, ARRAY[cardinality(p_garage)]);
    v_missing boolean;
    v_again boolean := false;
    v_chosen integer;
    v_placed integer;
    v_slot integer;
    v_row record;
    v_known pg_snapshot := p_seen::pg_snapshot;
    v_own xid8[] := p_own::xid8[];
    v_seen pg_snapshot;
    v_stale boolean;
    v_short boolean;
    v_waiting bigint;
    v_since date;
BEGIN
    SELECT pg_current_snapshot(),
           EXISTS (SELECT FROM ledger.change c
                    WHERE c.xid >= pg_snapshot_xmin(v_known)
                      AND NOT pg_visible_in_snapshot(c.xid, v_known) AND c.xid <> ALL (v_own))
      INTO v_seen, v_stale;
    SELECT array_agg(b.number ORDER BY q.i),
           array_agg(r.number IS NULL AND o.number IS NULL AND b.number IS NOT NULL
                     AND NOT (q.checks AND v_stale) ORDER BY q.i)
      INTO v_person, v_wanted
      FROM unnest(p_organisation, p_key, p_beneficiary, p_checks) WITH ORDINALITY
        AS q(organisation, key, beneficiary, checks, i)
      LEFT JOIN ledger.referral r
        ON r.programme = 1 AND r.organisation = q.organisation AND r.request_key = q.key
      LEFT JOIN person.beneficiary b
        ON b.programme = 1 AND b.id = q.beneficiary
       AND (b.organisation = q.organisation OR q.organisation = 0)
      LEFT JOIN ledger.referral o
        ON o.beneficiary = b.number
       AND o.state IN ('proposed', 'accepted', 'received', 'file', 'quoted');

    LOOP
        SELECT array_agg(coalesce(m.cap - m.committed, 0) ORDER BY s.i),
               array_agg(coalesce(m.committed, 0) ORDER BY s.i), bool_or(m.garage IS NULL)
          INTO v_room, v_committed, v_missing
          FROM unnest(p_garage) WITH ORDINALITY AS s(garage, i)
          LEFT JOIN ledger.garage_month m
            ON m.programme = 1 AND m.garage = s.garage AND m.month = v_month;
        EXIT WHEN v_missing IS NOT TRUE OR v_again;
        -- The first request of a month. Garages that do not exist have no room.
        v_again := true;
        INSERT INTO ledger.garage_month (garage, month, cap)
        SELECT g.number, v_month, g.monthly_cap
          FROM unnest(p_garage) AS s(garage)
          JOIN network.garage g ON g.programme = 1 AND g.number = s.garage
         ORDER BY g.number
           FOR SHARE OF g
            ON CONFLICT DO NOTHING;
    END LOOP;

    LOOP
        v_left := v_room;
        v_chosen := 0;
        v_short := false;
        FOR i IN 1 .. v_count LOOP
            v_choice[i] := 0;
            CONTINUE WHEN NOT v_wanted[i];
            FOR c IN p_first[i] .. p_first[i + 1] - 1 LOOP
                v_slot := p_slot[c];
                IF v_left[v_slot] > 0 THEN
                    v_left[v_slot] := v_left[v_slot] - 1;
                    v_choice[i] := c;
                    v_then[i] := v_committed[v_slot] + v_room[v_slot] - v_left[v_slot];
                    v_chosen := v_chosen + 1;
                    EXIT;
                END IF;
            END LOOP;
            v_short := v_short OR v_choice[i] = 0;
        END LOOP;
        v_again := false;
        FOR v_row IN
            SELECT s.i, m.committed,
                   CASE WHEN g.status = 'active'
                          OR (g.status = 'paused' AND g.paused_until < v_day)
                        THEN m.cap - m.committed ELSE 0 END AS room
              FROM unnest(p_garage, v_room, v_left, v_locked) WITH ORDINALITY
                AS s(garage, room, remaining, locked, i)
              JOIN ledger.garage_month m
                ON m.programme = 1 AND m.garage = s.garage AND m.month = v_month
              JOIN network.garage g ON g.programme = 1 AND g.number = s.garage
             WHERE s.remaining < s.room AND NOT s.locked
             ORDER BY s.i
               FOR NO KEY UPDATE OF m
        LOOP
            v_locked[v_row.i] := true;
            IF v_row.room <> v_room[v_row.i] OR v_row.committed <> v_committed[v_row.i] THEN
                v_room[v_row.i] := v_row.room;
                v_committed[v_row.i] := v_row.committed;
                v_again := true;
            END IF;
        END LOOP;
        EXIT WHEN NOT v_again;
    END LOOP;

    v_placed := v_chosen;
    IF v_chosen > 0 THEN
        BEGIN
            INSERT INTO ledger.referral
                (code, organisation, beneficiary, garage, month, created_on, created_at, answer_by,
                 committed_then, rank, km, extra_km, price_km, override_reason, request_key,
                 request_hash, latitude, longitude, reach_km)
            SELECT q.code, q.organisation, q.person, p_garage[p_slot[q.choice]], v_month, v_day,
                   coalesce(q.at, now()), q.answer_by, q.committed_then, p_rank[q.choice],
                   p_km[q.choice], p_extra[q.choice], p_price[q.choice], q.override, q.key, q.hash,
                   q.latitude, q.longitude, q.reach
              FROM unnest(p_code, p_organisation, v_person, v_choice, v_then, p_at, p_answer_by,
                          p_override, p_key, p_hash, p_latitude, p_longitude, p_reach)
                AS q(code, organisation, person, choice, committed_then, at, answer_by, override,
                     key, hash, latitude, longitude, reach)
             WHERE q.choice > 0;
        EXCEPTION WHEN unique_violation THEN
            -- Another daemon wrote one of these keys, persons or codes meanwhile. Looking for that
            -- row by row costs twice as much, so only now.
            INSERT INTO ledger.referral
                (code, organisation, beneficiary, garage, month, created_on, created_at, answer_by,
                 committed_then, rank, km, extra_km, price_km, override_reason, request_key,
                 request_hash, latitude, longitude, reach_km)
            SELECT q.code, q.organisation, q.person, p_garage[p_slot[q.choice]], v_month, v_day,
                   coalesce(q.at, now()), q.answer_by, q.committed_then, p_rank[q.choice],
                   p_km[q.choice], p_extra[q.choice], p_price[q.choice], q.override, q.key, q.hash,
                   q.latitude, q.longitude, q.reach
              FROM unnest(p_code, p_organisation, v_person, v_choice, v_then, p_at, p_answer_by,
                          p_override, p_key, p_hash, p_latitude, p_longitude, p_reach)
                AS q(code, organisation, person, choice, committed_then, at, answer_by, override,
                     key, hash, latitude, longitude, reach)
             WHERE q.choice > 0
                ON CONFLICT DO NOTHING;
            GET DIAGNOSTICS v_placed = ROW_COUNT;
        END;
    END IF;

    IF v_short AND v_placed = v_chosen THEN
        INSERT INTO ledger.unplaced AS u
            (organisation, beneficiary, latitude, longitude, reach_km, since, since_on, tried,
             reachable, taken, closed, unsuitable)
        SELECT q.organisation, q.person, q.latitude, q.longitude, q.reach, coalesce(q.at, now()),
               v_day, ARRAY[q.key], q.reachable,
               -- Whoever was thought to have room had none.
               q.taken + p_first[q.i + 1] - p_first[q.i], q.closed, q.unsuitable
          FROM unnest(p_organisation, v_person, p_latitude, p_longitude, p_reach, p_at, p_key,
                      p_reachable, p_full, p_closed, p_unsuitable, v_wanted, v_choice)
               WITH ORDINALITY
            AS q(organisation, person, latitude, longitude, reach, at, key, reachable, taken,
                 closed, unsuitable, wanted, choice, i)
         WHERE q.wanted AND q.choice = 0 AND q.reachable IS NOT NULL
           -- A twin may have found a place meanwhile.
           AND (SELECT true FROM ledger.referral o
                 WHERE o.beneficiary = q.person
                   AND o.state IN ('proposed', 'accepted', 'received', 'file', 'quoted')
                 LIMIT 1) IS NULL
            ON CONFLICT (beneficiary, programme) WHERE ended_at IS NULL DO UPDATE
           SET tries = u.tries + CASE WHEN excluded.tried[1] = ANY (u.tried) THEN 0 ELSE 1 END,
               tried = CASE WHEN excluded.tried[1] = ANY (u.tried) THEN u.tried
                            ELSE (excluded.tried || u.tried)[1:20] END,
               latitude = excluded.latitude, longitude = excluded.longitude,
               reach_km = excluded.reach_km, reachable = excluded.reachable,
               taken = excluded.taken, closed = excluded.closed, unsuitable = excluded.unsuitable;
        -- Whoever is placed, the next look of the daemon at the database shows.
        IF FOUND THEN
            SELECT count(*), min(u.since_on) INTO v_waiting, v_since
              FROM ledger.unplaced u WHERE u.ended_at IS NULL;
        END IF;
    END IF;

    RETURN QUERY
    SELECT q.i::integer,
           CASE WHEN r.number IS NOT NULL THEN
                    CASE WHEN r.request_hash <> q.hash THEN 'KEY_REUSED'
                         WHEN r.code = q.code THEN 'PLACED'
                         ELSE 'REPLAYED' END
                WHEN q.person IS NULL THEN 'NO_BENEFICIARY'
                WHEN (SELECT true FROM ledger.referral o
                       WHERE o.beneficiary = q.person
                         AND o.state IN ('proposed', 'accepted', 'received', 'file', 'quoted')
                       LIMIT 1) THEN 'OPEN_REFERRAL'
                WHEN q.checks AND v_stale THEN 'STALE'
                WHEN q.choice > 0 THEN 'CODE_TAKEN'
                WHEN v_placed < v_chosen THEN 'AGAIN'
                ELSE 'FULL' END,
           r.number, r.code, r.garage, r.state, r.month, r.created_at, r.answer_by,
           r.committed_then::integer, r.rank::integer, r.km, r.extra_km,
           m.committed::integer, m.received::integer, m.rev,
           r.created_on, d.committed::integer, d.rev,
           CASE WHEN q.i = 1 AND NOT v_stale THEN v_seen::text END,
           CASE WHEN q.i = 1 THEN pg_current_xact_id_if_assigned()::text END,
           CASE WHEN q.i = 1 THEN v_waiting END, CASE WHEN q.i = 1 THEN v_since END
      FROM unnest(p_organisation, p_key, p_hash, p_code, v_person, v_choice, p_checks)
           WITH ORDINALITY
        AS q(organisation, key, hash, code, person, choice, checks, i)
      LEFT JOIN ledger.referral r
        ON r.programme = 1 AND r.organisation = q.organisation AND r.request_key = q.key
      LEFT JOIN ledger.garage_month m
        ON m.programme = 1 AND m.garage = r.garage AND m.month = r.month
      LEFT JOIN ledger.garage_day d
        ON d.programme = 1 AND d.garage = r.garage AND d.day = r.created_on
     ORDER BY q.i;
END $$;
