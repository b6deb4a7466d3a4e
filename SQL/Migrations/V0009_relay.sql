-- Deadlines of each garage's own, and sending people on: whose answer is due, who was left without
-- one, who follows whom.

ALTER TABLE ledger.referral
    ADD COLUMN remind_at timestamptz;                -- null once it was, or for never

-- What waits for an answer, and nothing else. By number, not by answer_by: those that wait are few,
-- pages go by it, and new ones come at its end.
CREATE INDEX referral_unanswered ON ledger.referral (number) WHERE state = 'proposed';
-- What came to nothing of late. Like the next one, nobody pays for it when a referral is made.
CREATE INDEX referral_in_vain ON ledger.referral (created_on)
    WHERE state IN ('declined', 'expired');
-- What is over, by the person; beside one_open_referral, all that a person had.
CREATE INDEX referral_over ON ledger.referral (beneficiary, number)
    WHERE state NOT IN ('proposed', 'accepted', 'received', 'file', 'quoted');

-- The referral that came to nothing last, why each did, and why somebody was withdrawn.
ALTER TABLE ledger.unplaced
    ADD COLUMN previous     bigint,
    ADD COLUMN reasons      text[] NOT NULL DEFAULT '{}',
    ADD COLUMN ended_reason text;
CREATE INDEX unplaced_previous ON ledger.unplaced (previous) WHERE previous IS NOT NULL;

CREATE OR REPLACE VIEW ledger.waiting AS
    SELECT u.* FROM ledger.unplaced u
     WHERE u.ended_at IS NULL
       AND (SELECT true FROM ledger.referral o
             WHERE o.beneficiary = u.beneficiary AND o.programme = u.programme
               AND o.state IN ('proposed', 'accepted', 'received', 'file', 'quoted')
             LIMIT 1) IS NULL;

-- How far back one wish reaches: what came to nothing earlier than this belongs to another one.
CREATE FUNCTION ledger.wish_days() RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT 60 $$;

-- Where a person was tried without success for one wish, through one referral of theirs: the
-- garages, and why, first to last.
CREATE FUNCTION ledger.tried(p_beneficiary bigint, p_through bigint)
RETURNS TABLE (garages bigint[], reasons text[])
LANGUAGE sql STABLE SET search_path = '' AS $$
    SELECT coalesce(array_agg(t.garage ORDER BY t.number), '{}'),
           coalesce(array_agg(t.reason ORDER BY t.number) FILTER (WHERE t.reason <> ''), '{}')
      FROM (SELECT r.number, r.garage,
                   CASE e.event WHEN 'expire' THEN 'no-answer' WHEN 'no-show' THEN 'no-show'
                                ELSE e.reason END AS reason
              FROM ledger.referral r
              JOIN ledger.referral p ON p.programme = 1 AND p.number = p_through
              LEFT JOIN LATERAL (
                  SELECT e.event, e.reason
                    FROM ledger.referral_event e
                   WHERE e.programme = 1 AND e.referral = r.number
                     AND e.event IN ('decline', 'no-show', 'expire', 'redirect')
                   ORDER BY array_position(ARRAY['decline', 'no-show', 'expire', 'redirect'],
                                           e.event), e.seq DESC
                   LIMIT 1) AS e ON true
             WHERE r.programme = 1 AND r.beneficiary = p_beneficiary AND r.number <= p_through
               AND r.state NOT IN ('proposed', 'accepted', 'received', 'file', 'quoted')
               AND r.state IN ('declined', 'expired', 'redirected', 'no-show')
               AND r.created_on > p.created_on - ledger.wish_days()) AS t
$$;

-- Whether a referral of a person may be followed by another: it came to nothing, and nothing
-- follows it. Whom a job sends on (p_attempt above 0) must not have had anything later either.
CREATE FUNCTION ledger.may_be_followed(p_number bigint, p_beneficiary bigint, p_attempt integer)
RETURNS boolean LANGUAGE sql STABLE SET search_path = '' AS $$
    SELECT p.beneficiary = p_beneficiary
           AND p.state IN ('declined', 'expired', 'redirected')
           AND NOT EXISTS (SELECT FROM ledger.referral f
                            WHERE f.programme = 1 AND f.previous = p_number)
           AND (p_attempt = 0 OR p.state <> 'redirected' AND NOT EXISTS (
                SELECT FROM ledger.referral l
                 WHERE l.programme = 1 AND l.beneficiary = p.beneficiary AND l.number > p_number
                   AND l.state NOT IN ('proposed', 'accepted', 'received', 'file', 'quoted'))
               AND NOT EXISTS (SELECT FROM ledger.unplaced u
                                WHERE u.programme = 1 AND u.previous = p_number
                                  AND u.ended_by = 'withdrawn'))
      FROM ledger.referral p
     WHERE p.programme = 1 AND p.number = p_number
$$;

-- Reminds the garages of these referrals, which the caller has locked.
CREATE FUNCTION ledger.remind(p_numbers bigint[], p_at timestamptz) RETURNS void
LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
    INSERT INTO ledger.referral_event
        (referral, seq, event, state, on_day, recorded_at, by_role, channel)
    SELECT r.number, r.steps + 1, 'remind', r.state, ledger.paris_day(p_at), p_at, 'admin', 'job'
      FROM ledger.referral r WHERE r.programme = 1 AND r.number = ANY (p_numbers);
    UPDATE ledger.referral r SET steps = r.steps + 1, remind_at = NULL
     WHERE r.programme = 1 AND r.number = ANY (p_numbers);
END $$;

-- Ends these referrals, which the caller has locked, for want of an answer.
CREATE FUNCTION ledger.expire(p_numbers bigint[], p_at timestamptz) RETURNS void
LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
    INSERT INTO ledger.referral_event
        (referral, seq, event, state, on_day, recorded_at, by_role, channel)
    SELECT r.number, r.steps + 1, 'expire', 'expired', ledger.paris_day(p_at), p_at, 'admin',
           'job'
      FROM ledger.referral r WHERE r.programme = 1 AND r.number = ANY (p_numbers);
    UPDATE ledger.referral r SET state = 'expired', steps = r.steps + 1
     WHERE r.programme = 1 AND r.number = ANY (p_numbers);
END $$;

-- Reminds (p_event remind) or ends (expire) what is due, a page of it: at most p_limit referrals
-- with a number above p_after. Says how many were done, how many the rules refused and by which
-- SQLSTATE the first, and where to go on: null when nothing more is due.
--
-- Rows that somebody else holds are left to them: that is how two daemons share the work. One that
-- is refused does not stop the others: the page is done again row by row.
CREATE FUNCTION ledger.relay_page(
    p_event text, p_at timestamptz, p_after bigint, p_limit integer)
RETURNS TABLE (done integer, failed integer, fault text, next bigint)
LANGUAGE plpgsql SET search_path = '' SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off AS $$
DECLARE
    v_at timestamptz := coalesce(p_at, now());
    v_due bigint[];
    v_done integer := 0;
    v_failed integer := 0;
    v_fault text;
    v_number bigint;
BEGIN
    SELECT array_agg(d.number ORDER BY d.number) INTO v_due
      FROM (SELECT r.number FROM ledger.referral r
             WHERE r.programme = 1 AND r.state = 'proposed' AND r.number > p_after
               AND CASE p_event WHEN 'expire' THEN r.answer_by < v_at
                                ELSE r.remind_at <= v_at AND r.answer_by >= v_at END
             ORDER BY r.number LIMIT p_limit
               FOR NO KEY UPDATE SKIP LOCKED) AS d;
    IF v_due IS NULL THEN
        RETURN QUERY SELECT 0, 0, NULL::text, NULL::bigint;
        RETURN;
    END IF;
    BEGIN
        IF p_event = 'expire' THEN PERFORM ledger.expire(v_due, v_at);
        ELSE PERFORM ledger.remind(v_due, v_at); END IF;
        v_done := cardinality(v_due);
    EXCEPTION WHEN OTHERS THEN
        -- Somebody else was in the way: the whole page is asked again.
        IF left(SQLSTATE, 2) IN ('40', '53', '55', '57', '58') THEN RAISE; END IF;
        v_fault := SQLSTATE;
    END;
    IF v_fault IS NOT NULL THEN
        FOREACH v_number IN ARRAY v_due LOOP
            BEGIN
                IF p_event = 'expire' THEN PERFORM ledger.expire(ARRAY[v_number], v_at);
                ELSE PERFORM ledger.remind(ARRAY[v_number], v_at); END IF;
                v_done := v_done + 1;
            EXCEPTION WHEN OTHERS THEN
                IF left(SQLSTATE, 2) IN ('40', '53', '55', '57', '58') THEN RAISE; END IF;
                v_failed := v_failed + 1;
            END;
        END LOOP;
    END IF;
    RETURN QUERY SELECT v_done, v_failed, CASE WHEN v_failed > 0 THEN v_fault END,
        CASE WHEN cardinality(v_due) = p_limit THEN v_due[p_limit] END;
END $$;

-- What to send on: the referrals that a garage declined or left without an answer, of people who
-- have had nothing since, and of whom it is not known already that nobody can take them. With
-- p_expiring, those too that are about to be left without an answer.
CREATE FUNCTION ledger.to_send_on(
    p_at timestamptz, p_after bigint, p_limit integer, p_expiring boolean)
RETURNS SETOF bigint
LANGUAGE sql STABLE SET search_path = '' AS $$
    SELECT r.number
      FROM (SELECT d.programme, d.number, d.beneficiary
              FROM ledger.referral d
             WHERE d.programme = 1 AND d.state IN ('declined', 'expired')
               AND d.created_on > ledger.paris_day(coalesce(p_at, now())) - ledger.wish_days()
            UNION ALL
            SELECT e.programme, e.number, e.beneficiary
              FROM ledger.referral e
             WHERE e.programme = 1 AND e.state = 'proposed' AND p_expiring
               AND e.answer_by < coalesce(p_at, now())) AS r
     WHERE r.number > p_after
       AND NOT EXISTS (SELECT FROM ledger.referral f
                        WHERE f.programme = r.programme AND f.previous = r.number)
       AND NOT EXISTS (SELECT FROM ledger.referral o
                        WHERE o.programme = r.programme AND o.beneficiary = r.beneficiary
                          AND o.number <> r.number
                          AND o.state IN ('proposed', 'accepted', 'received', 'file', 'quoted'))
       AND NOT EXISTS (SELECT FROM ledger.referral l
                        WHERE l.programme = r.programme AND l.beneficiary = r.beneficiary
                          AND l.number > r.number
                          AND l.state NOT IN ('proposed', 'accepted', 'received', 'file', 'quoted'))
       AND NOT EXISTS (SELECT FROM ledger.unplaced u
                        WHERE u.programme = r.programme AND u.previous = r.number)
     ORDER BY r.number
     LIMIT p_limit
$$;

-- Ends the wait of somebody whom no garage could take. Outcomes: WITHDRAWN, REPLAYED (the last wait
-- was withdrawn), NOT_WAITING (nobody of that name, or not among the caller's).
CREATE FUNCTION ledger.withdraw(
    p_beneficiary text, p_organisation bigint, p_reason text, p_at timestamptz)
RETURNS TABLE (outcome text, waiting bigint, waiting_since date)
LANGUAGE plpgsql SET search_path = '' AS $$
DECLARE
    v_person bigint;
    v_ended text;
    v_outcome text := 'NOT_WAITING';
BEGIN
    SELECT b.number INTO v_person FROM person.beneficiary b
     WHERE b.programme = 1 AND b.id = p_beneficiary;
    UPDATE ledger.unplaced u
       SET ended_at = coalesce(p_at, now()), ended_by = 'withdrawn', ended_reason = p_reason
     WHERE u.programme = 1 AND u.beneficiary = v_person AND u.ended_at IS NULL
       AND (p_organisation IS NULL OR u.organisation = p_organisation);
    IF FOUND THEN
        v_outcome := 'WITHDRAWN';
    ELSE
        SELECT u.ended_by INTO v_ended FROM ledger.unplaced u
         WHERE u.programme = 1 AND u.beneficiary = v_person
           AND (p_organisation IS NULL OR u.organisation = p_organisation)
         ORDER BY u.number DESC LIMIT 1;
        IF v_ended = 'withdrawn' THEN v_outcome := 'REPLAYED'; END IF;
    END IF;
    RETURN QUERY SELECT v_outcome, count(*), min(u.since_on)
      FROM ledger.unplaced u WHERE u.ended_at IS NULL;
END $$;

-- Takes places as V0006 says, and besides: each candidate has its own time to answer (p_answer_by,
-- p_remind_at, as p_rank), and a request may follow a referral (p_previous, its code) that came to
-- nothing. Where that one goes on after all, or has a follower:
--
-- SUPERSEDED  nothing was done
DROP FUNCTION ledger.refer_batch;
CREATE FUNCTION ledger.refer_batch(
    p_organisation bigint[], p_key text[], p_hash bytea[], p_beneficiary text[], p_code text[],
    p_override text[], p_at timestamptz[], p_day date,
    p_first integer[], p_slot integer[], p_rank integer[], p_km double precision[],
    p_extra double precision[], p_price double precision[], p_garage bigint[],
    p_latitude double precision[], p_longitude double precision[], p_reach double precision[],
    p_reachable integer[], p_full integer[], p_closed integer[], p_unsuitable integer[],
    p_checks boolean[], p_seen text, p_own text[], p_answer_by timestamptz[],
    p_remind_at timestamptz[], p_previous text[], p_attempt integer[])
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
    v_previous bigint[];                             -- by request, as the next two
    v_blocked boolean[];
BEGIN
    SELECT pg_current_snapshot(),
           EXISTS (SELECT FROM ledger.change c
                    WHERE c.xid >= pg_snapshot_xmin(v_known)
                      AND NOT pg_visible_in_snapshot(c.xid, v_known) AND c.xid <> ALL (v_own)
                      -- What was done before this in the same transaction.
                      AND c.xid IS DISTINCT FROM pg_current_xact_id_if_assigned())
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
             WHERE q.choice > 0;
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
