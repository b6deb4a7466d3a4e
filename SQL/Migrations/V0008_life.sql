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

-- The way of a referral: how far each state is on it; null for what a decision ended.
CREATE FUNCTION ledger.progress(state text) RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT array_position(ARRAY['proposed', 'expired', 'accepted', 'no-show', 'received', 'file',
                                'quoted', 'not-repaired', 'repaired', 'closed'], state)
$$;

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
AS $$ SELECT ledger.progress(ledger.proves(event)) >= ledger.progress('received') $$;

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
       unnest(ARRAY['proposed', 'expired', 'accepted', 'no-show', 'received', 'file', 'quoted',
                    'not-repaired', 'repaired', 'closed']) AS s(state);
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
