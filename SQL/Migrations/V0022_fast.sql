-- What a referral costs the database: fewer statements for the same work. Nothing that is kept, and
-- no rule, is another than before.
--
-- Of a batch of fifty a quarter of the time went into beginning and ending the twenty statements
-- of which it consisted, whatever the number of rows; of each row a third into finding again, by
-- its key, what had just been written.

-- A proposal teaches nothing of a garage: one look instead of a join, an aggregate and three sorts.
DO $$
DECLARE
    v_text text := pg_catalog.pg_get_functiondef('network.learn()'::pg_catalog.regprocedure);
    v_begin constant text := E'\nBEGIN\n';
BEGIN
    IF strpos(v_text, v_begin) = 0 THEN RAISE EXCEPTION 'learn is not as it was'; END IF;
    EXECUTE replace(
        v_text, v_begin,
        v_begin || E'    IF NOT EXISTS (SELECT FROM added WHERE event <> ''propose'') THEN\n'
                || E'        RETURN NULL;\n    END IF;\n\n');
END $$;

-- As V0008 says, in half the statements where all are of one day, as those of a batch are: what
-- ledger.move_counts works out in general, the rows themselves say then.
CREATE OR REPLACE FUNCTION ledger.referrals_added() RETURNS trigger
LANGUAGE plpgsql SET search_path = '' SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    v_programme smallint; v_month date; v_day date;
    v_garages bigint[]; v_counts integer[];
    v_moved bigint[];                                -- the garages whose month was there
    v_changed integer;
    v_is_strange boolean; v_is_mixed boolean; v_waits boolean;
BEGIN
    SELECT array_agg(g.garage), array_agg(g.added), min(g.programme), min(g.month), min(g.day),
           bool_or(g.is_strange),
           min(g.programme) <> max(g.last_programme) OR min(g.month) <> max(g.last_month)
               OR min(g.day) <> max(g.last_day) OR bool_or(g.is_received),
           EXISTS (SELECT FROM ledger.unplaced u WHERE u.ended_at IS NULL)
      INTO v_garages, v_counts, v_programme, v_month, v_day, v_is_strange, v_is_mixed, v_waits
      FROM (SELECT a.garage, count(*)::integer AS added, min(a.programme) AS programme,
                   max(a.programme) AS last_programme, min(a.month) AS month,
                   max(a.month) AS last_month, min(a.created_on) AS day,
                   max(a.created_on) AS last_day, bool_or(a.state <> 'proposed') AS is_strange,
                   bool_or(a.received_on IS NOT NULL) AS is_received
              FROM added a GROUP BY a.garage ORDER BY a.garage) AS g;
    IF v_garages IS NULL THEN RETURN NULL; END IF;
    IF v_is_strange THEN
        RAISE EXCEPTION 'a referral begins as a proposal' USING ERRCODE = 'GA002';
    END IF;

    IF v_is_mixed THEN
        PERFORM ledger.move_counts(
            array_agg(programme), array_agg(garage), array_agg(month), array_agg(received_on),
            array_agg(created_on), array_agg(1)) FROM added;
    ELSE
        -- Months are locked in the order of their garages, as everywhere.
        WITH moved AS (
            UPDATE ledger.garage_month m
               SET committed = m.committed + g.added, rev = m.rev + 1
              FROM unnest(v_garages, v_counts) AS g(garage, added)
             WHERE m.programme = v_programme AND m.garage = g.garage AND m.month = v_month
            RETURNING m.garage),
        counted AS (
            INSERT INTO ledger.garage_day AS t (programme, garage, day, committed)
            SELECT v_programme, g.garage, v_day, g.added
              FROM unnest(v_garages, v_counts) AS g(garage, added)
                ON CONFLICT (programme, garage, day)
                DO UPDATE SET committed = t.committed + excluded.committed, rev = t.rev + 1),
        changed AS (
            INSERT INTO ledger.change (garages, months, days)
            SELECT v_garages || v_garages, array_fill(v_month, ARRAY[cardinality(v_garages)]),
                   array_fill(v_day, ARRAY[cardinality(v_garages)]))
        SELECT coalesce(array_agg(moved.garage), '{}') INTO v_moved FROM moved;
        IF cardinality(v_moved) < cardinality(v_garages) THEN
            -- The first referral of a month, made by hand: ledger.refer_batch makes months ahead.
            INSERT INTO ledger.garage_month (programme, garage, month, cap)
            SELECT v_programme, g.number, v_month, g.monthly_cap
              FROM network.garage g
             WHERE g.programme = v_programme AND g.number = ANY (v_garages)
               AND g.number <> ALL (v_moved)
             ORDER BY g.number
               FOR SHARE OF g
                ON CONFLICT DO NOTHING;
            UPDATE ledger.garage_month m
               SET committed = m.committed + g.added, rev = m.rev + 1
              FROM unnest(v_garages, v_counts) AS g(garage, added)
             WHERE m.programme = v_programme AND m.garage = g.garage AND m.month = v_month
               AND m.garage <> ALL (v_moved);
            GET DIAGNOSTICS v_changed = ROW_COUNT;
            IF v_changed + cardinality(v_moved) <> cardinality(v_garages) THEN
                RAISE EXCEPTION 'a referral names a garage that does not exist'
                    USING ERRCODE = 'GA001';
            END IF;
        END IF;
    END IF;

    INSERT INTO ledger.referral_event
        (programme, referral, seq, event, state, on_day, recorded_at, by_role, actor, channel)
    SELECT programme, number, 0, 'propose', state, created_on, created_at,
           CASE WHEN organisation = 0 OR attempt > 0 THEN 'admin' ELSE 'prescriber' END,
           organisation, CASE WHEN attempt > 0 THEN 'job' ELSE 'line' END
      FROM added;
    IF v_waits THEN
        UPDATE ledger.unplaced u SET ended_at = a.created_at, ended_by = 'placed'
          FROM added a
         WHERE u.beneficiary = a.beneficiary AND u.programme = a.programme AND u.ended_at IS NULL;
    END IF;
    RETURN NULL;
END $$;

-- Takes places as V0009 says, and besides: a request may name only the first of its candidates
-- (p_more). Where none of these has room:
--
-- MORE  for every request: nothing was done, ask again with all candidates of all
--
-- so that a place is given as if all had been named.
DROP FUNCTION ledger.refer_batch;
CREATE FUNCTION ledger.refer_batch(
    p_organisation bigint[], p_key text[], p_hash bytea[], p_beneficiary text[], p_code text[],
    p_override text[], p_at timestamptz[], p_day date,
    p_first integer[], p_slot integer[], p_rank integer[], p_km double precision[],
    p_extra double precision[], p_price double precision[], p_garage bigint[],
    p_latitude double precision[], p_longitude double precision[], p_reach double precision[],
    p_reachable integer[], p_full integer[], p_closed integer[], p_unsuitable integer[],
    p_checks boolean[], p_seen text, p_own text[], p_answer_by timestamptz[],
    p_remind_at timestamptz[], p_previous text[], p_attempt integer[], p_more boolean[])
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
    v_again boolean;
    v_chosen integer;
    v_placed integer;
    v_slot integer;
    v_row record;
    v_numbers bigint[];                              -- of the new referrals
    v_codes text[];
    v_known pg_snapshot := p_seen::pg_snapshot;
    v_own xid8[] := p_own::xid8[];
    v_seen pg_snapshot;
    v_stale boolean;
    v_short boolean;
    v_waiting bigint;
    v_since date;
    v_previous bigint[];                             -- by request, as the next two
    v_blocked boolean[];
BEGIN
    -- What is known, who is meant and what room there is: one statement, since each costs as much
    -- to begin as several rows.
    SELECT pg_current_snapshot(),
           EXISTS (SELECT FROM ledger.change c
                    WHERE c.xid >= pg_snapshot_xmin(v_known)
                      AND NOT pg_visible_in_snapshot(c.xid, v_known) AND c.xid <> ALL (v_own)
                      -- What was done before this in the same transaction.
                      AND c.xid IS DISTINCT FROM pg_current_xact_id_if_assigned()),
           w.person, w.wanted, s.room, s.committed, s.missing
      INTO v_seen, v_stale, v_person, v_wanted, v_room, v_committed, v_missing
      FROM (SELECT array_agg(b.number ORDER BY q.i) AS person,
                   array_agg(r.number IS NULL AND o.number IS NULL AND b.number IS NOT NULL
                             ORDER BY q.i) AS wanted
              FROM unnest(p_organisation, p_key, p_beneficiary) WITH ORDINALITY
                AS q(organisation, key, beneficiary, i)
              LEFT JOIN ledger.referral r
                ON r.programme = 1 AND r.organisation = q.organisation AND r.request_key = q.key
              LEFT JOIN ledger.beneficiary b
                ON b.programme = 1 AND b.id = q.beneficiary
               AND (b.organisation = q.organisation OR q.organisation = 0) AND b.halted IS NULL
              LEFT JOIN ledger.referral o
                ON o.beneficiary = b.number
               AND o.state IN ('proposed', 'accepted', 'received', 'file', 'quoted')) AS w,
           (SELECT array_agg(coalesce(m.cap - m.committed, 0) ORDER BY g.i) AS room,
                   array_agg(coalesce(m.committed, 0) ORDER BY g.i) AS committed,
                   bool_or(m.garage IS NULL) AS missing
              FROM unnest(p_garage) WITH ORDINALITY AS g(garage, i)
              LEFT JOIN ledger.garage_month m
                ON m.programme = 1 AND m.garage = g.garage AND m.month = v_month) AS s;
    IF v_stale THEN
        FOR i IN 1 .. v_count LOOP
            v_wanted[i] := v_wanted[i] AND NOT p_checks[i];
        END LOOP;
    END IF;

    IF cardinality(array_remove(p_previous, NULL)) > 0 THEN
        -- Nobody takes a step there before this is over. Referrals are locked before months, as
        -- ledger.step does.
        PERFORM FROM ledger.referral p
          WHERE p.programme = 1 AND p.code = ANY (array_remove(p_previous, NULL))
          ORDER BY p.number FOR SHARE;
        SELECT array_agg(p.number ORDER BY q.i),
               array_agg(q.code IS NOT NULL
                         AND NOT coalesce(ledger.may_be_followed(p.number, q.person, q.attempt),
                                          false) ORDER BY q.i)
          INTO v_previous, v_blocked
          FROM unnest(p_previous, v_person, p_attempt) WITH ORDINALITY
            AS q(code, person, attempt, i)
          LEFT JOIN ledger.referral p ON p.programme = 1 AND p.code = q.code;
        SELECT array_agg(q.wanted AND NOT q.blocked ORDER BY q.i) INTO v_wanted
          FROM unnest(v_wanted, v_blocked) WITH ORDINALITY AS q(wanted, blocked, i);
    END IF;

    IF v_missing THEN
        -- The first request of a month. Garages that do not exist have no room.
        INSERT INTO ledger.garage_month (garage, month, cap)
        SELECT g.number, v_month, g.monthly_cap
          FROM unnest(p_garage) AS s(garage)
          JOIN network.garage g ON g.programme = 1 AND g.number = s.garage
         ORDER BY g.number
           FOR SHARE OF g
            ON CONFLICT DO NOTHING;
        SELECT array_agg(coalesce(m.cap - m.committed, 0) ORDER BY s.i),
               array_agg(coalesce(m.committed, 0) ORDER BY s.i)
          INTO v_room, v_committed
          FROM unnest(p_garage) WITH ORDINALITY AS s(garage, i)
          LEFT JOIN ledger.garage_month m
            ON m.programme = 1 AND m.garage = s.garage AND m.month = v_month;
    END IF;

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
            IF v_choice[i] = 0 THEN
                IF p_more[i] THEN
                    RETURN QUERY
                    SELECT n, 'MORE', NULL::bigint, NULL::text, NULL::bigint, NULL::text,
                           NULL::date, NULL::timestamptz, NULL::timestamptz, NULL::integer,
                           NULL::integer, NULL::double precision, NULL::double precision,
                           NULL::integer, NULL::integer, NULL::bigint, NULL::date, NULL::integer,
                           NULL::bigint, NULL::text, NULL::text, NULL::bigint, NULL::date
                      FROM generate_series(1, v_count) AS n;
                    RETURN;
                END IF;
                v_short := true;
            END IF;
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
            WITH placed AS (
            INSERT INTO ledger.referral
                (code, organisation, beneficiary, garage, month, created_on, created_at, answer_by,
                 committed_then, rank, km, extra_km, price_km, override_reason, request_key,
                 request_hash, latitude, longitude, reach_km, remind_at, previous, attempt)
            SELECT q.code, q.organisation, q.person, p_garage[p_slot[q.choice]], v_month, v_day,
                   coalesce(q.at, now()), p_answer_by[q.choice], q.committed_then,
                   p_rank[q.choice], p_km[q.choice], p_extra[q.choice], p_price[q.choice],
                   q.override, q.key, q.hash, q.latitude, q.longitude, q.reach,
                   p_remind_at[q.choice], q.previous, q.attempt
              FROM unnest(p_code, p_organisation, v_person, v_choice, v_then, p_at, p_override,
                          p_key, p_hash, p_latitude, p_longitude, p_reach, v_previous, p_attempt)
                AS q(code, organisation, person, choice, committed_then, at, override, key, hash,
                     latitude, longitude, reach, previous, attempt)
             WHERE q.choice > 0
            RETURNING number, code)
            SELECT array_agg(p.number), array_agg(p.code) INTO v_numbers, v_codes FROM placed p;
        EXCEPTION WHEN unique_violation THEN
            -- Another daemon wrote one of these keys, persons or codes meanwhile. Looking for that
            -- row by row costs twice as much, so only now.
            INSERT INTO ledger.referral
                (code, organisation, beneficiary, garage, month, created_on, created_at, answer_by,
                 committed_then, rank, km, extra_km, price_km, override_reason, request_key,
                 request_hash, latitude, longitude, reach_km, remind_at, previous, attempt)
            SELECT q.code, q.organisation, q.person, p_garage[p_slot[q.choice]], v_month, v_day,
                   coalesce(q.at, now()), p_answer_by[q.choice], q.committed_then,
                   p_rank[q.choice], p_km[q.choice], p_extra[q.choice], p_price[q.choice],
                   q.override, q.key, q.hash, q.latitude, q.longitude, q.reach,
                   p_remind_at[q.choice], q.previous, q.attempt
              FROM unnest(p_code, p_organisation, v_person, v_choice, v_then, p_at, p_override,
                          p_key, p_hash, p_latitude, p_longitude, p_reach, v_previous, p_attempt)
                AS q(code, organisation, person, choice, committed_then, at, override, key, hash,
                     latitude, longitude, reach, previous, attempt)
             WHERE q.choice > 0
                ON CONFLICT DO NOTHING;
            GET DIAGNOSTICS v_placed = ROW_COUNT;
        END;
    END IF;

    IF v_short AND v_placed = v_chosen THEN
        INSERT INTO ledger.unplaced AS u
            (organisation, beneficiary, latitude, longitude, reach_km, since, since_on, tried,
             reachable, taken, closed, unsuitable, previous, reasons)
        SELECT q.organisation, q.person, q.latitude, q.longitude, q.reach, coalesce(q.at, now()),
               v_day, ARRAY[q.key], q.reachable,
               -- Whoever was thought to have room had none.
               q.taken + p_first[q.i + 1] - p_first[q.i], q.closed, q.unsuitable, q.previous,
               CASE WHEN q.previous IS NULL THEN '{}'
                    ELSE (SELECT t.reasons FROM ledger.tried(q.person, q.previous) t) END
          FROM unnest(p_organisation, v_person, p_latitude, p_longitude, p_reach, p_at, p_key,
                      p_reachable, p_full, p_closed, p_unsuitable, v_wanted, v_choice,
                      v_previous)
               WITH ORDINALITY
            AS q(organisation, person, latitude, longitude, reach, at, key, reachable, taken,
                 closed, unsuitable, wanted, choice, previous, i)
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
               taken = excluded.taken, closed = excluded.closed, unsuitable = excluded.unsuitable,
               previous = coalesce(excluded.previous, u.previous),
               reasons = CASE WHEN excluded.previous IS NULL THEN u.reasons
                              ELSE excluded.reasons END;
        -- Whoever is placed, the next look of the daemon at the database shows.
        IF FOUND THEN
            SELECT count(*), min(u.since_on) INTO v_waiting, v_since
              FROM ledger.unplaced u WHERE u.ended_at IS NULL;
        END IF;
    END IF;

    -- Everybody was placed, which is the rule: all but the counters is known here. The codes say
    -- that the numbers are in the order of the requests.
    IF v_numbers IS NOT NULL AND v_codes = p_code THEN
        RETURN QUERY
        SELECT q.i::integer, 'PLACED', q.number, q.code, p_garage[p_slot[q.choice]], 'proposed',
               v_month, coalesce(q.at, now()), p_answer_by[q.choice], q.committed_then,
               p_rank[q.choice], p_km[q.choice], p_extra[q.choice],
               m.committed::integer, m.received::integer, m.rev,
               v_day, d.committed::integer, d.rev,
               CASE WHEN q.i = 1 AND NOT v_stale THEN v_seen::text END,
               CASE WHEN q.i = 1 THEN pg_current_xact_id()::text END, NULL::bigint, NULL::date
          FROM unnest(p_code, v_numbers, v_choice, v_then, p_at) WITH ORDINALITY
            AS q(code, number, choice, committed_then, at, i)
          LEFT JOIN ledger.garage_month m
            ON m.programme = 1 AND m.garage = p_garage[p_slot[q.choice]] AND m.month = v_month
          LEFT JOIN ledger.garage_day d
            ON d.programme = 1 AND d.garage = p_garage[p_slot[q.choice]] AND d.day = v_day
         ORDER BY q.i;
        RETURN;
    END IF;

    RETURN QUERY
    SELECT q.i::integer,
           CASE WHEN r.number IS NOT NULL THEN
                    CASE WHEN r.request_hash <> q.hash THEN 'KEY_REUSED'
                         WHEN r.code = q.code THEN 'PLACED'
                         ELSE 'REPLAYED' END
                WHEN q.person IS NULL THEN 'NO_BENEFICIARY'
                WHEN q.blocked THEN 'SUPERSEDED'
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
      FROM unnest(p_organisation, p_key, p_hash, p_code, v_person, v_choice, p_checks, v_blocked)
           WITH ORDINALITY
        AS q(organisation, key, hash, code, person, choice, checks, blocked, i)
      LEFT JOIN ledger.referral r
        ON r.programme = 1 AND r.organisation = q.organisation AND r.request_key = q.key
      LEFT JOIN ledger.garage_month m
        ON m.programme = 1 AND m.garage = r.garage AND m.month = r.month
      LEFT JOIN ledger.garage_day d
        ON d.programme = 1 AND d.garage = r.garage AND d.day = r.created_on
     ORDER BY q.i;
END $$;
