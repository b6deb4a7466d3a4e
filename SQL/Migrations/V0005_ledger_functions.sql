-- What the daemon calls to take a place and to move a referral. Outcomes are values.
--
-- Joins are made to go by the index: a plan made while the tables are empty is kept by a connection
-- that lives for months.

-- Takes places for a batch of requests, in their order: the first candidate with room wins.
--
-- Requests are parallel arrays. The candidates of request i are p_slot[p_first[i] ..
-- p_first[i + 1] - 1], indices into p_garage, which is ascending so that locks are taken in one
-- order. p_day null means the database's clock. Outcomes: PLACED, REPLAYED, FULL, OPEN_REFERRAL,
-- KEY_REUSED, NO_BENEFICIARY, CODE_TAKEN (draw another), AGAIN (a twin in another daemon was
-- faster: ask again).
--
-- Counts are read without a lock, places chosen, only the chosen garages locked, and chosen anew if
-- one had changed or takes nobody. Before any refusal the key is looked for once more: a twin that took the last
-- place may have committed meanwhile.
CREATE FUNCTION ledger.refer_batch(
    p_organisation bigint[], p_key text[], p_hash bytea[], p_beneficiary text[], p_code text[],
    p_answer_by timestamptz[], p_override text[], p_at timestamptz[], p_day date,
    p_first integer[], p_slot integer[], p_rank integer[], p_km double precision[],
    p_extra double precision[], p_price double precision[], p_garage bigint[])
RETURNS TABLE (
    request integer, outcome text, number bigint, code text, garage bigint, state text,
    month date, created_at timestamptz, answer_by timestamptz, committed_then integer,
    rank integer, km double precision, extra_km double precision, committed integer,
    received integer, rev bigint,
    day date, day_committed integer, day_rev bigint)
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
BEGIN
    SELECT array_agg(b.number ORDER BY q.i),
           array_agg(r.number IS NULL AND o.number IS NULL AND b.number IS NOT NULL ORDER BY q.i)
      INTO v_person, v_wanted
      FROM unnest(p_organisation, p_key, p_beneficiary) WITH ORDINALITY
        AS q(organisation, key, beneficiary, i)
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
                 committed_then, rank, km, extra_km, price_km, override_reason, request_key, request_hash)
            SELECT q.code, q.organisation, q.person, p_garage[p_slot[q.choice]], v_month, v_day,
                   coalesce(q.at, now()), q.answer_by, q.committed_then, p_rank[q.choice],
                   p_km[q.choice], p_extra[q.choice], p_price[q.choice], q.override, q.key, q.hash
              FROM unnest(p_code, p_organisation, v_person, v_choice, v_then, p_at, p_answer_by,
                          p_override, p_key, p_hash)
                AS q(code, organisation, person, choice, committed_then, at, answer_by, override,
                     key, hash)
             WHERE q.choice > 0;
        EXCEPTION WHEN unique_violation THEN
            -- Another daemon wrote one of these keys, persons or codes meanwhile. Looking for that
            -- row by row costs twice as much, so only now.
            INSERT INTO ledger.referral
                (code, organisation, beneficiary, garage, month, created_on, created_at, answer_by,
                 committed_then, rank, km, extra_km, price_km, override_reason, request_key, request_hash)
            SELECT q.code, q.organisation, q.person, p_garage[p_slot[q.choice]], v_month, v_day,
                   coalesce(q.at, now()), q.answer_by, q.committed_then, p_rank[q.choice],
                   p_km[q.choice], p_extra[q.choice], p_price[q.choice], q.override, q.key, q.hash
              FROM unnest(p_code, p_organisation, v_person, v_choice, v_then, p_at, p_answer_by,
                          p_override, p_key, p_hash)
                AS q(code, organisation, person, choice, committed_then, at, answer_by, override,
                     key, hash)
             WHERE q.choice > 0
                ON CONFLICT DO NOTHING;
            GET DIAGNOSTICS v_placed = ROW_COUNT;
        END;
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
                WHEN q.choice > 0 THEN 'CODE_TAKEN'
                WHEN v_placed < v_chosen THEN 'AGAIN'
                ELSE 'FULL' END,
           r.number, r.code, r.garage, r.state, r.month, r.created_at, r.answer_by,
           r.committed_then::integer, r.rank::integer, r.km, r.extra_km,
           m.committed::integer, m.received::integer, m.rev,
           r.created_on, d.committed::integer, d.rev
      FROM unnest(p_organisation, p_key, p_hash, p_code, v_person, v_choice) WITH ORDINALITY
        AS q(organisation, key, hash, code, person, choice, i)
      LEFT JOIN ledger.referral r
        ON r.programme = 1 AND r.organisation = q.organisation AND r.request_key = q.key
      LEFT JOIN ledger.garage_month m
        ON m.programme = 1 AND m.garage = r.garage AND m.month = r.month
      LEFT JOIN ledger.garage_day d
        ON d.programme = 1 AND d.garage = r.garage AND d.day = r.created_on
     ORDER BY q.i;
END $$;

-- Moves one referral one step. p_organisation and p_garage, where not null, limit whose referrals
-- can be touched. Outcomes: MOVED, REPLAYED, NOT_FOUND, CONFLICT (with the present state),
-- KEY_REUSED. Without a key, the step that was the last one is a repetition.
CREATE FUNCTION ledger.step(
    p_code text, p_event text, p_role text, p_organisation bigint, p_garage bigint, p_reason text,
    p_amount_cents bigint, p_score integer, p_on date, p_key text, p_hash bytea, p_at timestamptz)
RETURNS TABLE (outcome text, number bigint, state text)
LANGUAGE plpgsql SET search_path = '' SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off SET enable_bitmapscan = off AS $$
#variable_conflict use_column
DECLARE
    v_actor bigint := coalesce(p_organisation, p_garage, 0);
    v_at timestamptz := coalesce(p_at, now());
    v_on date := coalesce(p_on, ledger.paris_day(coalesce(p_at, now())));
    v_referral ledger.referral;
    v_known ledger.referral_event;
    v_to text;
BEGIN
    SELECT * INTO v_referral FROM ledger.referral r
     WHERE r.programme = 1 AND r.code = p_code
       AND (p_organisation IS NULL OR r.organisation = p_organisation)
       AND (p_garage IS NULL OR r.garage = p_garage)
       FOR NO KEY UPDATE;
    IF NOT FOUND THEN
        RETURN QUERY SELECT 'NOT_FOUND', NULL::bigint, NULL::text;
        RETURN;
    END IF;
    IF p_key IS NOT NULL THEN
        SELECT * INTO v_known FROM ledger.referral_event e
         WHERE e.programme = 1 AND e.by_role = p_role AND e.actor = v_actor
           AND e.request_key = p_key;
        IF FOUND THEN
            RETURN QUERY SELECT
                CASE WHEN v_known.referral = v_referral.number AND v_known.request_hash = p_hash
                     THEN 'REPLAYED' ELSE 'KEY_REUSED' END, v_referral.number, v_referral.state;
            RETURN;
        END IF;
    END IF;
    SELECT t.to_state INTO v_to FROM ledger.referral_transition t
     WHERE t.event = p_event AND t.from_state = v_referral.state;
    IF v_to IS NULL THEN
        RETURN QUERY SELECT
            CASE WHEN p_key IS NULL AND EXISTS (
                     SELECT FROM ledger.referral_event e
                      WHERE e.programme = 1 AND e.referral = v_referral.number
                        AND e.seq = v_referral.steps AND e.event = p_event AND e.by_role = p_role
                        AND e.actor = v_actor)
                 THEN 'REPLAYED' ELSE 'CONFLICT' END, v_referral.number, v_referral.state;
        RETURN;
    END IF;
    INSERT INTO ledger.referral_event
        (referral, seq, event, state, on_day, recorded_at, by_role, actor, reason, amount_cents,
         score, request_key, request_hash)
    VALUES (v_referral.number, v_referral.steps + 1, p_event, v_to, v_on, v_at, p_role, v_actor,
            p_reason, p_amount_cents, p_score, p_key, p_hash);
    UPDATE ledger.referral r
       SET state = v_to, steps = v_referral.steps + 1,
           received_on = CASE WHEN v_to = 'received' THEN v_on ELSE r.received_on END
     WHERE r.programme = 1 AND r.number = v_referral.number;
    RETURN QUERY SELECT 'MOVED', v_referral.number, v_to;
END $$;
