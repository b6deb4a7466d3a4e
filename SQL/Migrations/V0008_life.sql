-- The life of a referral: facts that are told late and in any order, referrals that follow others.
ALTER TABLE ledger.referral
    DROP CONSTRAINT referral_state_check,
    ADD CONSTRAINT referral_state CHECK (state IN
        ('proposed', 'accepted', 'received', 'file', 'quoted', 'repaired', 'not-repaired', 'closed',
         'declined', 'expired', 'cancelled', 'redirected', 'no-show')),
    DROP CONSTRAINT came_before_it_was_worked_on,
    ADD CONSTRAINT came_before_it_was_worked_on CHECK (received_on IS NOT NULL OR state IN
        ('proposed', 'accepted', 'declined', 'expired', 'cancelled', 'redirected', 'no-show')),
    ADD COLUMN quote    text NOT NULL DEFAULT 'none' CHECK (quote IN
        ('none', 'open', 'waiting', 'refused', 'unrepairable', 'accepted')),
    ADD COLUMN outcome  text CHECK (outcome IN ('repaired', 'not-repaired')),
    ADD COLUMN previous bigint,                      -- the referral that this one follows
    ADD COLUMN attempt  smallint NOT NULL DEFAULT 0; -- how often sent on by itself before this one
CREATE UNIQUE INDEX one_follower ON ledger.referral (previous, programme)
    WHERE previous IS NOT NULL;

ALTER TABLE ledger.referral_event
    ADD COLUMN channel text COLLATE "C" NOT NULL DEFAULT 'line' CHECK (channel IN
        ('line', 'link', 'import', 'job', 'database'));

CREATE OR REPLACE FUNCTION ledger.is_committed(state text) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$ SELECT state NOT IN ('declined', 'expired', 'cancelled', 'redirected', 'no-show') $$;

-- The way of a referral: the states that facts raise, first to last.
CREATE FUNCTION ledger.way() RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT ARRAY['proposed', 'expired', 'accepted', 'no-show', 'received', 'file', 'quoted',
                 'not-repaired', 'repaired', 'closed']
$$;

-- How far a state is on it, from 1; null for what a decision ended.
CREATE FUNCTION ledger.progress(state text) RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT array_position(ledger.way(), state) $$;

-- The state that an event proves; null for a decision that changes it otherwise.
CREATE FUNCTION ledger.proves(event text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE event
        WHEN 'accept' THEN 'accepted' WHEN 'no-show' THEN 'no-show'
        WHEN 'received' THEN 'received' WHEN 'file' THEN 'file'
        WHEN 'quoted' THEN 'quoted' WHEN 'quote-accepted' THEN 'quoted'
        WHEN 'quote-refused' THEN 'quoted' WHEN 'funding-wait' THEN 'quoted'
        WHEN 'unrepairable' THEN 'quoted' WHEN 'repaired' THEN 'repaired'
        WHEN 'not-repaired' THEN 'not-repaired' WHEN 'satisfaction' THEN 'closed' END
$$;

-- Whether nobody can tell of it unless the person came.
CREATE FUNCTION ledger.needs_presence(event text) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT coalesce(ledger.progress(ledger.proves(event)) >= ledger.progress('received'), false)
$$;

-- Every step there is: the same table as ReferralState.after(_:). Facts climb the way and never go
-- back on it, so that their order of arrival does not matter.
DELETE FROM ledger.referral_transition;
INSERT INTO ledger.referral_transition (event, from_state, to_state)
SELECT e.event, s.state,
       CASE WHEN ledger.progress(s.state) < ledger.progress(ledger.proves(e.event))
            THEN ledger.proves(e.event) ELSE s.state END
  FROM unnest(ARRAY['accept', 'no-show', 'received', 'file', 'quoted', 'quote-accepted',
                    'quote-refused', 'funding-wait', 'unrepairable', 'repaired', 'not-repaired',
                    'satisfaction']) AS e(event),
       unnest(ledger.way()) AS s(state);
INSERT INTO ledger.referral_transition (event, from_state, to_state)
SELECT 'decline', unnest(ARRAY['proposed', 'accepted', 'expired']), 'declined'
 UNION ALL SELECT 'expire', 'proposed', 'expired'
 UNION ALL SELECT 'remind', 'proposed', 'proposed'
 UNION ALL SELECT 'rebook', 'no-show', 'accepted'
 UNION ALL
SELECT 'cancel', unnest(ARRAY['proposed', 'accepted', 'received', 'file', 'quoted']), 'cancelled'
 UNION ALL
SELECT 'redirect', unnest(ARRAY['proposed', 'accepted', 'received', 'file', 'quoted', 'declined',
                                'expired', 'no-show']), 'redirected';

-- What the events of a referral say besides its state, in whatever order they came.
CREATE VIEW ledger.told_course AS
    SELECT e.programme, e.referral,
           coalesce(min(e.on_day) FILTER (WHERE e.event = 'received'),
                    min(e.on_day) FILTER (WHERE ledger.needs_presence(e.event))) AS received_on,
           -- The latest of the quote, by its day; of one day, the last of these five.
           coalesce((array_agg(
               CASE e.event
                   WHEN 'quoted' THEN 'open' WHEN 'funding-wait' THEN 'waiting'
                   WHEN 'quote-refused' THEN 'refused' WHEN 'unrepairable' THEN 'unrepairable'
                   WHEN 'quote-accepted' THEN 'accepted' END
               ORDER BY e.on_day DESC,
                        array_position(ARRAY['quoted', 'funding-wait', 'quote-refused',
                                             'unrepairable', 'quote-accepted'], e.event) DESC)
               FILTER (WHERE ledger.proves(e.event) = 'quoted'))[1], 'none') AS quote,
           CASE WHEN bool_or(e.event = 'repaired') THEN 'repaired'
                WHEN bool_or(e.event = 'not-repaired') THEN 'not-repaired' END AS outcome
      FROM ledger.referral_event e
     GROUP BY e.programme, e.referral;

-- What was told before this version. Nothing that the triggers count changes.
ALTER TABLE ledger.referral DISABLE TRIGGER USER;
UPDATE ledger.referral r SET quote = c.quote, outcome = c.outcome
  FROM ledger.told_course c
 WHERE c.programme = r.programme AND c.referral = r.number
   AND (c.quote <> 'none' OR c.outcome IS NOT NULL);
ALTER TABLE ledger.referral ENABLE TRIGGER USER;

-- As V0006 says; and what a job made is told as the job's.
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
        (programme, referral, seq, event, state, on_day, recorded_at, by_role, actor, channel)
    SELECT programme, number, 0, 'propose', state, created_on, created_at,
           CASE WHEN organisation = 0 OR attempt > 0 THEN 'admin' ELSE 'prescriber' END,
           organisation, CASE WHEN attempt > 0 THEN 'job' ELSE 'line' END
      FROM added;
    IF EXISTS (SELECT FROM ledger.unplaced WHERE ended_at IS NULL) THEN
        UPDATE ledger.unplaced u SET ended_at = a.created_at, ended_by = 'placed'
          FROM added a
         WHERE u.beneficiary = a.beneficiary AND u.programme = a.programme AND u.ended_at IS NULL;
    END IF;
    RETURN NULL;
END $$;

-- A state changes only as the table of transitions says. A change that did not come through
-- ledger.step (an operator in psql) is written into the events all the same, and the row says what
-- they say.
CREATE OR REPLACE FUNCTION ledger.referral_moves() RETURNS trigger
LANGUAGE plpgsql SET search_path = '' AS $$
DECLARE v_event text;
BEGIN
    SELECT t.event INTO v_event FROM ledger.referral_transition t
     WHERE t.from_state = OLD.state AND t.to_state = NEW.state
     ORDER BY t.event <> 'quoted', t.event LIMIT 1;
    IF v_event IS NULL THEN
        RAISE EXCEPTION 'a referral cannot go from % to %', OLD.state, NEW.state
            USING ERRCODE = 'GA003';
    END IF;
    IF NEW.steps = OLD.steps THEN
        NEW.steps := OLD.steps + 1;
        INSERT INTO ledger.referral_event
            (programme, referral, seq, event, state, on_day, recorded_at, by_role, reason, channel)
        VALUES (NEW.programme, NEW.number, NEW.steps, v_event, NEW.state,
                CASE WHEN NEW.received_on IS DISTINCT FROM OLD.received_on
                     THEN coalesce(NEW.received_on, network.today()) ELSE network.today() END,
                now(), 'admin', 'other', 'database');
        SELECT c.received_on, c.quote, c.outcome INTO NEW.received_on, NEW.quote, NEW.outcome
          FROM ledger.told_course c
         WHERE c.programme = NEW.programme AND c.referral = NEW.number;
    END IF;
    RETURN NEW;
END $$;

-- Moves one referral one step. p_organisation and p_garage, where not null, limit whose referrals
-- can be touched; p_at null is the database's clock. Outcomes:
--
-- MOVED       written; the state may be the same
-- REPLAYED    told before: the key, or the same event of the same day, reason, amount and score;
--             of a decision without a key, the one that the present state comes from
-- NOT_FOUND   no such referral in this scope
-- CONFLICT    not possible from the present state; or rebooked a second time
-- KEY_REUSED  the key was used for something else
-- TOO_EARLY   the day is before the day on which the referral was made
-- FULL        the place was given back, and the garage's month has none
-- ELSEWHERE   the place was given back, and the person was received or accepted elsewhere since
--
-- A person who came although somebody else had been asked meanwhile, and has not seen them, is
-- here: the other referral is cancelled in the same transaction.
DROP FUNCTION ledger.step;
CREATE FUNCTION ledger.step(
    p_code text, p_event text, p_role text, p_organisation bigint, p_garage bigint, p_reason text,
    p_amount_cents bigint, p_score integer, p_on date, p_key text, p_hash bytea, p_at timestamptz,
    p_channel text)
RETURNS TABLE (outcome text, number bigint, state text)
LANGUAGE plpgsql SET search_path = '' SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off SET enable_bitmapscan = off
-- Who writes a file of steps holds the rows it is about; the thread that asks here has others to
-- serve.
SET lock_timeout = '250ms' AS $$
#variable_conflict use_column
DECLARE
    v_actor bigint := coalesce(p_organisation, p_garage, 0);
    v_at timestamptz := coalesce(p_at, now());
    v_on date := coalesce(p_on, ledger.paris_day(coalesce(p_at, now())));
    v_referral ledger.referral;
    v_other ledger.referral;
    v_known ledger.referral_event;
    v_is_fact boolean := p_event <> 'accept' AND ledger.proves(p_event) IS NOT NULL;
    v_to text;
    v_constraint text;
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
    IF EXISTS (
        SELECT FROM ledger.referral_event e
         WHERE e.programme = 1 AND e.referral = v_referral.number AND e.event = p_event
           AND CASE
               WHEN v_is_fact OR p_event = 'remind' THEN
                   e.on_day = v_on AND e.reason = p_reason
                   AND e.amount_cents IS NOT DISTINCT FROM p_amount_cents
                   AND e.score IS NOT DISTINCT FROM p_score
               WHEN p_event = 'accept' THEN v_to = v_referral.state
               ELSE p_key IS NULL AND v_to IS NULL AND e.seq = v_referral.steps
                    AND e.by_role = p_role AND e.actor = v_actor END)
    THEN
        RETURN QUERY SELECT 'REPLAYED', v_referral.number, v_referral.state;
        RETURN;
    END IF;
    IF v_to IS NULL OR p_event = 'rebook' AND EXISTS (
        SELECT FROM ledger.referral_event e
         WHERE e.programme = 1 AND e.referral = v_referral.number AND e.event = 'rebook')
    THEN
        RETURN QUERY SELECT 'CONFLICT', v_referral.number, v_referral.state;
        RETURN;
    END IF;
    IF v_on < v_referral.created_on THEN
        RETURN QUERY SELECT 'TOO_EARLY', v_referral.number, v_referral.state;
        RETURN;
    END IF;

    -- The place is taken again.
    IF ledger.is_committed(v_to) AND NOT ledger.is_committed(v_referral.state) THEN
        SELECT * INTO v_other FROM ledger.referral r
         WHERE r.programme = 1 AND r.beneficiary = v_referral.beneficiary
           AND r.number <> v_referral.number
           AND r.state IN ('proposed', 'accepted', 'received', 'file', 'quoted')
           FOR NO KEY UPDATE;
        IF FOUND AND NOT (v_other.state IN ('proposed', 'accepted')
                          AND ledger.needs_presence(p_event))
        THEN
            RETURN QUERY SELECT 'ELSEWHERE', v_referral.number, v_referral.state;
            RETURN;
        END IF;
        -- In one order, as refer_batch does.
        PERFORM FROM ledger.garage_month m
          WHERE m.programme = 1
            AND (m.garage = v_referral.garage AND m.month = v_referral.month
                 OR m.garage = v_other.garage AND m.month = v_other.month)
          ORDER BY m.garage, m.month FOR NO KEY UPDATE;
    END IF;
    BEGIN
        IF v_other.number IS NOT NULL THEN
            INSERT INTO ledger.referral_event
                (referral, seq, event, state, on_day, recorded_at, by_role, reason, channel)
            VALUES (v_other.number, v_other.steps + 1, 'cancel', 'cancelled',
                    ledger.paris_day(v_at), v_at, 'admin', 'duplicate', 'job');
            UPDATE ledger.referral r SET state = 'cancelled', steps = v_other.steps + 1
             WHERE r.programme = 1 AND r.number = v_other.number;
        END IF;
        INSERT INTO ledger.referral_event
            (referral, seq, event, state, on_day, recorded_at, by_role, actor, reason,
             amount_cents, score, request_key, request_hash, channel)
        VALUES (v_referral.number, v_referral.steps + 1, p_event, v_to, v_on, v_at, p_role, v_actor,
                p_reason, p_amount_cents, p_score, p_key, p_hash, p_channel);
        UPDATE ledger.referral r
           SET state = v_to, steps = v_referral.steps + 1, received_on = c.received_on,
               quote = c.quote, outcome = c.outcome
          FROM ledger.told_course c
         WHERE r.programme = 1 AND r.number = v_referral.number
           AND c.programme = 1 AND c.referral = v_referral.number;
    EXCEPTION WHEN check_violation THEN
        GET STACKED DIAGNOSTICS v_constraint = CONSTRAINT_NAME;
        IF v_constraint <> 'cap_never_exceeded' THEN RAISE; END IF;
        -- No room: nothing of this block was done.
        RETURN QUERY SELECT 'FULL', v_referral.number, v_referral.state;
        RETURN;
    END;
    RETURN QUERY SELECT 'MOVED', v_referral.number, v_to;
END $$;

-- Records many facts in one transaction: what dealers' systems know, in any order, told twice.
--
-- Parallel arrays, one element a row, as the parameters of ledger.step; one outcome a row, in their
-- order, as ledger.step's; state is the present one, made_on the day the referral was made. Rows of
-- one referral are taken as a set: whatever their order, they end in the same. Only facts and
-- 'accept' are taken, all else is a CONFLICT. Nothing is written when p_rehearsal, or when a row is
-- neither MOVED nor REPLAYED.
--
-- Rows are locked by their numbers, and the months' counters, which everybody waits for, at the
-- end.
CREATE FUNCTION ledger.record_steps(
    p_code text[], p_event text[], p_role text[], p_organisation bigint[], p_garage bigint[],
    p_reason text[], p_amount_cents bigint[], p_score integer[], p_on date[], p_key text[],
    p_hash bytea[], p_at timestamptz[], p_channel text[], p_rehearsal boolean)
RETURNS TABLE (outcome text, state text, made_on date)
LANGUAGE plpgsql SET search_path = '' SET work_mem = '128MB' AS $$
#variable_conflict use_column
DECLARE v_possible boolean;
BEGIN
    IF NOT p_rehearsal THEN
        PERFORM FROM ledger.referral r WHERE r.programme = 1 AND r.code = ANY (p_code)
          ORDER BY r.number FOR NO KEY UPDATE;
    END IF;

    -- Each row by itself, and beside its twins in the same call.
    CREATE TEMP TABLE told ON COMMIT DROP AS
    WITH asked AS (
        SELECT q.*, r.number, r.state AS was, r.created_on,
               coalesce(q.organisation, q.garage, 0) AS actor,
               coalesce(q.happened, ledger.paris_day(coalesce(q.at, now()))) AS on_day
          FROM unnest(p_code, p_event, p_role, p_organisation, p_garage, p_reason, p_amount_cents,
                      p_score, p_on, p_key, p_hash, p_at, p_channel) WITH ORDINALITY
            AS q(code, event, role, organisation, garage, reason, amount_cents, score, happened,
                 key, hash, at, channel, i)
          LEFT JOIN ledger.referral r
            ON r.programme = 1 AND r.code = q.code
           AND (q.organisation IS NULL OR r.organisation = q.organisation)
           AND (q.garage IS NULL OR r.garage = q.garage)),
    known AS (
        SELECT a.*, k.referral AS key_of, k.request_hash AS key_hash,
               EXISTS (
                   SELECT FROM ledger.referral_event e
                    WHERE e.programme = 1 AND e.referral = a.number AND e.event = a.event
                      AND CASE a.event
                          WHEN 'accept' THEN ledger.progress(a.was) >= ledger.progress('accepted')
                          ELSE e.on_day = a.on_day AND e.reason = a.reason
                               AND e.amount_cents IS NOT DISTINCT FROM a.amount_cents
                               AND e.score IS NOT DISTINCT FROM a.score END) AS is_known,
               row_number() OVER (
                   PARTITION BY a.number, a.event,
                                CASE a.event WHEN 'accept' THEN NULL ELSE a.on_day END,
                                CASE a.event WHEN 'accept' THEN NULL ELSE a.reason END,
                                a.amount_cents, a.score ORDER BY a.i) AS twin,
               CASE WHEN a.key IS NOT NULL THEN
                   first_value(a.i) OVER (PARTITION BY a.key, a.role, a.actor ORDER BY a.i)
               END AS key_first
          FROM asked a
          LEFT JOIN ledger.referral_event k
            ON k.programme = 1 AND k.by_role = a.role AND k.actor = a.actor
           AND k.request_key = a.key)
    SELECT k.i, k.number, k.was, k.created_on, k.event, k.role, k.actor, k.reason, k.amount_cents,
           k.score, k.on_day, k.at, k.channel, k.hash,
           CASE WHEN k.twin = 1 THEN k.key END AS key, k.key_first,
           CASE WHEN k.number IS NULL THEN 'NOT_FOUND'
                WHEN k.key_of IS NOT NULL THEN
                    CASE WHEN k.key_of = k.number AND k.key_hash = k.hash THEN 'REPLAYED'
                         ELSE 'KEY_REUSED' END
                WHEN k.is_known THEN 'REPLAYED'
                WHEN ledger.proves(k.event) IS NULL OR ledger.progress(k.was) IS NULL
                THEN 'CONFLICT'
                WHEN k.on_day < k.created_on THEN 'TOO_EARLY'
                WHEN k.twin > 1 THEN 'REPLAYED'
                ELSE 'MOVED' END AS outcome
      FROM known k;
    ANALYZE pg_temp.told (i, number, outcome, key_first);
    UPDATE pg_temp.told t SET outcome = 'KEY_REUSED'
      FROM pg_temp.told f
     WHERE t.key_first <> t.i AND f.i = t.key_first AND t.hash <> f.hash
       AND t.outcome IN ('MOVED', 'REPLAYED');

    -- Each referral, and where it ends.
    CREATE TEMP TABLE course ON COMMIT DROP AS
    SELECT r.number, r.steps, r.garage, r.month, r.beneficiary, r.state AS was, m.present,
           (ledger.way())[greatest(ledger.progress(r.state), m.far)] AS state,
           NULL::bigint AS superseded, NULL::text AS refusal
      FROM (SELECT t.number, max(ledger.progress(ledger.proves(t.event))) AS far,
                   bool_or(ledger.needs_presence(t.event)) AS present
              FROM pg_temp.told t WHERE t.outcome = 'MOVED' GROUP BY t.number) AS m
      JOIN ledger.referral r ON r.programme = 1 AND r.number = m.number;
    ANALYZE pg_temp.course;

    -- Whose place was given back, and who is elsewhere by now.
    UPDATE pg_temp.course c
       SET superseded = CASE WHEN v.is_free AND v.turn = 1 THEN v.other END,
           refusal = CASE WHEN v.other IS NOT NULL AND NOT v.is_free OR v.turn > 1
                          THEN 'ELSEWHERE' END
      FROM (SELECT b.number, o.number AS other,
                   b.present AND o.state IN ('proposed', 'accepted') AND oc.number IS NULL
                       AS is_free,
                   row_number() OVER (
                       PARTITION BY b.beneficiary ORDER BY b.number) AS turn
              FROM pg_temp.course b
              LEFT JOIN ledger.referral o
                ON o.programme = 1 AND o.beneficiary = b.beneficiary AND o.number <> b.number
               AND o.state IN ('proposed', 'accepted', 'received', 'file', 'quoted')
              LEFT JOIN pg_temp.course oc ON oc.number = o.number
             WHERE ledger.is_committed(b.state) AND NOT ledger.is_committed(b.was)) AS v
     WHERE v.number = c.number AND (v.other IS NOT NULL OR v.turn > 1);
    UPDATE pg_temp.course c SET refusal = 'FULL'
      FROM (SELECT b.number,
                   row_number() OVER (PARTITION BY b.garage, b.month ORDER BY b.number)
                   > CASE WHEN s.freed > 0
                          THEN least(m.cap, g.monthly_cap) - m.committed + s.freed
                          ELSE m.cap - m.committed END AS is_full
              FROM pg_temp.course b
              JOIN ledger.garage_month m
                ON m.programme = 1 AND m.garage = b.garage AND m.month = b.month
              JOIN network.garage g ON g.programme = 1 AND g.number = b.garage
             CROSS JOIN LATERAL (
                   SELECT count(*) AS freed FROM pg_temp.course x
                     JOIN ledger.referral o ON o.programme = 1 AND o.number = x.superseded
                    WHERE x.superseded IS NOT NULL
                      AND o.garage = b.garage AND o.month = b.month) AS s
             WHERE ledger.is_committed(b.state) AND NOT ledger.is_committed(b.was)
               AND b.refusal IS NULL) AS v
     WHERE v.number = c.number AND v.is_full;

    SELECT NOT p_rehearsal
           AND NOT EXISTS (SELECT FROM pg_temp.told t
                            WHERE t.outcome NOT IN ('MOVED', 'REPLAYED'))
           AND NOT EXISTS (SELECT FROM pg_temp.course c WHERE c.refusal IS NOT NULL)
      INTO v_possible;
    IF v_possible THEN
        INSERT INTO ledger.referral_event
            (referral, seq, event, state, on_day, recorded_at, by_role, actor, reason,
             amount_cents, score, request_key, request_hash, channel)
        SELECT t.number, c.steps + row_number() OVER way, t.event,
               (ledger.way())[greatest(ledger.progress(c.was), max(ledger.progress(
                   ledger.proves(t.event))) OVER way)],
               t.on_day, coalesce(t.at, now()), t.role, t.actor, t.reason, t.amount_cents, t.score,
               t.key, CASE WHEN t.key IS NOT NULL THEN t.hash END, t.channel
          FROM pg_temp.told t
          JOIN pg_temp.course c ON c.number = t.number
         WHERE t.outcome = 'MOVED'
        WINDOW way AS (PARTITION BY t.number
                       ORDER BY t.on_day, ledger.progress(ledger.proves(t.event)), t.event, t.i);
        INSERT INTO ledger.referral_event
            (referral, seq, event, state, on_day, recorded_at, by_role, reason, channel)
        SELECT o.number, o.steps + 1, 'cancel', 'cancelled', ledger.paris_day(a.at), a.at, 'admin',
               'duplicate', 'job'
          FROM pg_temp.course c
          JOIN ledger.referral o ON o.programme = 1 AND o.number = c.superseded
         CROSS JOIN (SELECT coalesce(max(t.at), now()) AS at FROM pg_temp.told t) AS a
         WHERE c.superseded IS NOT NULL;
        UPDATE ledger.referral r SET state = 'cancelled', steps = r.steps + 1
          FROM pg_temp.course c
         WHERE c.superseded IS NOT NULL AND r.programme = 1 AND r.number = c.superseded;
        UPDATE ledger.referral r
           SET state = c.state, steps = d.steps, received_on = d.received_on, quote = d.quote,
               outcome = d.outcome
          FROM pg_temp.course c
         CROSS JOIN LATERAL (
               SELECT w.received_on, w.quote, w.outcome,
                      (SELECT max(e.seq) FROM ledger.referral_event e
                        WHERE e.programme = 1 AND e.referral = c.number) AS steps
                 FROM ledger.told_course w
                WHERE w.programme = 1 AND w.referral = c.number
               OFFSET 0) AS d            -- so that the view reads one referral's events at a time
         WHERE r.programme = 1 AND r.number = c.number;
    END IF;

    RETURN QUERY
    SELECT CASE WHEN t.outcome = 'MOVED' THEN coalesce(c.refusal, t.outcome) ELSE t.outcome END,
           CASE WHEN v_possible THEN coalesce(c.state, t.was) ELSE t.was END, t.created_on
      FROM pg_temp.told t LEFT JOIN pg_temp.course c ON c.number = t.number
     ORDER BY t.i;
    DROP TABLE pg_temp.told, pg_temp.course;
END $$;
