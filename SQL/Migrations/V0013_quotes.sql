-- Money: what a repair costs and who pays for it; what waits for whom; and news of referrals.
--
-- M1  what was told of money is never altered               (trigger)
-- M2  one row a caller and request key                      (unique indexes)
-- M3  every event of a referral is in ledger.news           (statement trigger)

-- One row a version; the last counts.
CREATE TABLE ledger.quote (
    programme       smallint NOT NULL DEFAULT 1,
    referral        bigint NOT NULL,
    version         smallint NOT NULL CHECK (version >= 1),
    on_day          date NOT NULL,
    amount_cents    bigint NOT NULL CHECK (amount_cents >= 0),
    labour_cents    bigint CHECK (labour_cents >= 0),
    labour_minutes  integer CHECK (labour_minutes >= 0),
    parts_cents     bigint CHECK (parts_cents >= 0),
    discount_cents  bigint CHECK (discount_cents >= 0),   -- against the garage's ordinary price
    own_share_cents bigint,
    valid_until     date,
    recorded_at     timestamptz NOT NULL,
    by_role         text COLLATE "C" NOT NULL,
    actor           bigint NOT NULL DEFAULT 0,            -- organisation or garage; 0 the network
    request_key     text COLLATE "C" NOT NULL,
    request_hash    bytea NOT NULL,
    PRIMARY KEY (referral, version, programme),
    CONSTRAINT quote_request UNIQUE (by_role, actor, request_key, programme),
    CONSTRAINT own_share_within CHECK (own_share_cents BETWEEN 0 AND amount_cents),
    CONSTRAINT parts_within CHECK
        (coalesce(labour_cents, 0) + coalesce(parts_cents, 0) <= amount_cents)
);

-- What each funder was asked for and has answered: one row each time something is told, which says
-- all that holds from then on.
CREATE TABLE ledger.funding (
    programme     smallint NOT NULL DEFAULT 1,
    referral      bigint NOT NULL,
    version       smallint NOT NULL CHECK (version >= 1), -- counts all funders of the referral
    funder        text COLLATE "C" NOT NULL CHECK (funder ~ '^[a-z0-9-]{1,32}$'),
    state         text NOT NULL CHECK (state IN ('asked', 'granted', 'refused', 'paid')),
    asked_cents   bigint CHECK (asked_cents >= 0),
    granted_cents bigint CHECK (granted_cents >= 0),
    paid_cents    bigint CHECK (paid_cents >= 0),
    until_day     date,                                   -- for the answer, or for using it
    recorded_at   timestamptz NOT NULL,
    by_role       text COLLATE "C" NOT NULL,
    actor         bigint NOT NULL DEFAULT 0,
    request_key   text COLLATE "C" NOT NULL,
    request_hash  bytea NOT NULL,
    PRIMARY KEY (referral, version, programme),
    CONSTRAINT funding_request UNIQUE (by_role, actor, request_key, programme)
);

CREATE TRIGGER quote_never_altered BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger.quote
    FOR EACH STATEMENT EXECUTE FUNCTION ledger.never();
CREATE TRIGGER funding_never_altered BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger.funding
    FOR EACH STATEMENT EXECUTE FUNCTION ledger.never();

-- The quote that stands: the last version, or another amount that a step told of later, as a
-- dealer's file does.
CREATE VIEW ledger.quote_now AS
    SELECT DISTINCT ON (q.referral, q.programme) q.*
      FROM (SELECT programme, referral, version, on_day, amount_cents, labour_cents,
                   labour_minutes, parts_cents, discount_cents, own_share_cents, valid_until,
                   recorded_at
              FROM ledger.quote
            UNION ALL
            SELECT e.programme, e.referral, NULL, e.on_day, e.amount_cents, NULL, NULL, NULL, NULL,
                   NULL, NULL, e.recorded_at
              FROM ledger.referral_event e
             WHERE e.event = 'quoted' AND e.amount_cents IS NOT NULL
               AND NOT EXISTS (
                   SELECT FROM ledger.quote k
                    WHERE k.referral = e.referral AND k.programme = e.programme
                      AND k.amount_cents = e.amount_cents)) AS q
     ORDER BY q.referral, q.programme, q.recorded_at DESC, q.version DESC NULLS LAST;

CREATE VIEW ledger.funding_now AS
    SELECT DISTINCT ON (f.referral, f.programme, f.funder) f.*
      FROM ledger.funding f
     ORDER BY f.referral, f.programme, f.funder, f.version DESC;

-- Keeps a version of a quote and tells the fact `quoted`, in one transaction. Outcomes are those of
-- ledger.step; REPLAYED when the same figures stand already.
CREATE FUNCTION ledger.put_quote(
    p_code text, p_role text, p_organisation bigint, p_garage bigint, p_amount bigint,
    p_labour bigint, p_minutes integer, p_parts bigint, p_discount bigint, p_own bigint,
    p_valid_until date, p_on date, p_key text, p_hash bytea, p_at timestamptz)
RETURNS TABLE (outcome text, number bigint, state text)
LANGUAGE plpgsql SET search_path = '' SET plan_cache_mode = force_generic_plan
SET lock_timeout = '250ms' AS $$
#variable_conflict use_column
DECLARE
    v_actor bigint := coalesce(p_organisation, p_garage, 0);
    v_at timestamptz := coalesce(p_at, now());
    v_on date := coalesce(p_on, ledger.paris_day(coalesce(p_at, now())));
    v_number bigint;
    v_state text;
    v_known ledger.quote;
    v_last ledger.quote;
    v_step record;
BEGIN
    SELECT r.number, r.state INTO v_number, v_state FROM ledger.referral r
     WHERE r.programme = 1 AND r.code = p_code
       AND (p_organisation IS NULL OR r.organisation = p_organisation)
       AND (p_garage IS NULL OR r.garage = p_garage)
       FOR NO KEY UPDATE;
    IF NOT FOUND THEN
        RETURN QUERY SELECT 'NOT_FOUND', NULL::bigint, NULL::text;
        RETURN;
    END IF;
    SELECT * INTO v_known FROM ledger.quote q
     WHERE q.programme = 1 AND q.by_role = p_role AND q.actor = v_actor AND q.request_key = p_key;
    IF FOUND THEN
        RETURN QUERY SELECT
            CASE WHEN v_known.referral = v_number AND v_known.request_hash = p_hash
                 THEN 'REPLAYED' ELSE 'KEY_REUSED' END, v_number, v_state;
        RETURN;
    END IF;
    SELECT s.outcome, s.state INTO v_step
      FROM ledger.step(p_code, 'quoted', p_role, p_organisation, p_garage, '', p_amount, NULL,
                       v_on, p_key, p_hash, p_at, 'line') AS s;
    IF v_step.outcome NOT IN ('MOVED', 'REPLAYED') THEN
        RETURN QUERY SELECT v_step.outcome, v_number, v_step.state;
        RETURN;
    END IF;
    SELECT * INTO v_last FROM ledger.quote q
     WHERE q.referral = v_number AND q.programme = 1 ORDER BY q.version DESC LIMIT 1;
    IF FOUND AND v_step.outcome = 'REPLAYED'
       AND (v_last.on_day, v_last.amount_cents, v_last.labour_cents, v_last.labour_minutes,
            v_last.parts_cents, v_last.discount_cents, v_last.own_share_cents, v_last.valid_until)
           IS NOT DISTINCT FROM
           (v_on, p_amount, p_labour, p_minutes, p_parts, p_discount, p_own, p_valid_until) THEN
        RETURN QUERY SELECT 'REPLAYED', v_number, v_step.state;
        RETURN;
    END IF;
    INSERT INTO ledger.quote
        (referral, version, on_day, amount_cents, labour_cents, labour_minutes, parts_cents,
         discount_cents, own_share_cents, valid_until, recorded_at, by_role, actor, request_key,
         request_hash)
    VALUES (v_number, coalesce(v_last.version, 0) + 1, v_on, p_amount, p_labour, p_minutes,
            p_parts, p_discount, p_own, p_valid_until, v_at, p_role, v_actor, p_key, p_hash);
    RETURN QUERY SELECT 'MOVED', v_number, v_step.state;
END $$;

-- Keeps what a funder was asked for or has answered. Outcomes: MOVED, REPLAYED (the same key, or
-- what stands already), NOT_FOUND, CONFLICT (the referral has come to nothing), KEY_REUSED.
CREATE FUNCTION ledger.put_funding(
    p_code text, p_role text, p_organisation bigint, p_garage bigint, p_funder text, p_state text,
    p_amount bigint, p_until date, p_key text, p_hash bytea, p_at timestamptz)
RETURNS TABLE (outcome text, number bigint, state text)
LANGUAGE plpgsql SET search_path = '' SET plan_cache_mode = force_generic_plan
SET lock_timeout = '250ms' AS $$
#variable_conflict use_column
DECLARE
    v_actor bigint := coalesce(p_organisation, p_garage, 0);
    v_number bigint;
    v_state text;
    v_known ledger.funding;
    v_was ledger.funding;
    v_now ledger.funding;
    v_version integer;
BEGIN
    SELECT r.number, r.state INTO v_number, v_state FROM ledger.referral r
     WHERE r.programme = 1 AND r.code = p_code
       AND (p_organisation IS NULL OR r.organisation = p_organisation)
       AND (p_garage IS NULL OR r.garage = p_garage)
       FOR NO KEY UPDATE;
    IF NOT FOUND THEN
        RETURN QUERY SELECT 'NOT_FOUND', NULL::bigint, NULL::text;
        RETURN;
    END IF;
    SELECT * INTO v_known FROM ledger.funding f
     WHERE f.programme = 1 AND f.by_role = p_role AND f.actor = v_actor AND f.request_key = p_key;
    IF FOUND THEN
        RETURN QUERY SELECT
            CASE WHEN v_known.referral = v_number AND v_known.request_hash = p_hash
                 THEN 'REPLAYED' ELSE 'KEY_REUSED' END, v_number, v_state;
        RETURN;
    END IF;
    IF NOT ledger.is_committed(v_state) THEN
        RETURN QUERY SELECT 'CONFLICT', v_number, v_state;
        RETURN;
    END IF;
    SELECT coalesce(max(f.version), 0) INTO v_version FROM ledger.funding f
     WHERE f.referral = v_number AND f.programme = 1;
    SELECT * INTO v_was FROM ledger.funding f
     WHERE f.referral = v_number AND f.programme = 1 AND f.funder = p_funder
     ORDER BY f.version DESC LIMIT 1;
    v_now := v_was;
    v_now.state := p_state;
    CASE p_state
    WHEN 'asked' THEN
        v_now.asked_cents := coalesce(p_amount, v_was.asked_cents);
        v_now.granted_cents := NULL;
        v_now.paid_cents := NULL;
        v_now.until_day := coalesce(
            p_until, CASE v_was.state WHEN 'asked' THEN v_was.until_day END);
    WHEN 'granted' THEN
        v_now.granted_cents := coalesce(p_amount, v_was.granted_cents, v_was.asked_cents);
        v_now.paid_cents := NULL;
        v_now.until_day := p_until;
    WHEN 'refused' THEN
        v_now.granted_cents := NULL;
        v_now.paid_cents := NULL;
        v_now.until_day := NULL;
    ELSE
        v_now.granted_cents := coalesce(v_was.granted_cents, p_amount, v_was.asked_cents);
        v_now.paid_cents := coalesce(p_amount, v_was.granted_cents, v_was.asked_cents);
        v_now.until_day := NULL;
    END CASE;
    IF (v_was.state, v_was.asked_cents, v_was.granted_cents, v_was.paid_cents, v_was.until_day)
       IS NOT DISTINCT FROM
       (v_now.state, v_now.asked_cents, v_now.granted_cents, v_now.paid_cents, v_now.until_day) THEN
        RETURN QUERY SELECT 'REPLAYED', v_number, v_state;
        RETURN;
    END IF;
    INSERT INTO ledger.funding
        (referral, version, funder, state, asked_cents, granted_cents, paid_cents, until_day,
         recorded_at, by_role, actor, request_key, request_hash)
    VALUES (v_number, v_version + 1, p_funder, v_now.state, v_now.asked_cents, v_now.granted_cents,
            v_now.paid_cents, v_now.until_day, coalesce(p_at, now()), p_role, v_actor, p_key,
            p_hash);
    RETURN QUERY SELECT 'MOVED', v_number, v_state;
END $$;

-- How long each matter may wait, and after how long nobody waits for it any more. An operator may
-- change these. What has a date of its own (a time to answer, a funder's) goes by that.
CREATE TABLE ledger.awaited_term (
    matter    text PRIMARY KEY,
    days      smallint NOT NULL CHECK (days BETWEEN 0 AND 1000),
    kept_days smallint CHECK (kept_days BETWEEN 1 AND 1000),
    only_late boolean NOT NULL DEFAULT false                  -- named only once it is late
);
INSERT INTO ledger.awaited_term (matter, days, kept_days, only_late) VALUES
    ('answer', 0, NULL, false), ('reception', 14, NULL, false), ('quote', 14, NULL, false),
    ('repair', 30, NULL, false), ('closing', 7, NULL, false),
    ('resend', 2, 90, false), ('rebook', 7, 90, false), ('decision', 14, NULL, false),
    ('funding', 14, NULL, false), ('satisfaction', 30, 90, false),
    ('overdue', 0, NULL, true), ('unplaced', 2, 90, false), ('late-funder', 0, NULL, true);

-- Referrals of one person, whose latest is the one that counts.
CREATE INDEX referral_person ON ledger.referral (beneficiary, number, programme);
-- What ended, or was repaired, and may still wait for its prescriber.
CREATE INDEX referral_left ON ledger.referral (organisation, number, programme)
    WHERE state IN ('declined', 'expired', 'no-show', 'repaired', 'not-repaired');

-- Referrals that wait for money: a quote without an answer, or a funder who was asked. `limit_at`
-- is the end of the first day that was set; null where none was.
CREATE VIEW ledger.money_awaited AS
    SELECT r.programme, r.number, r.organisation, r.garage, r.state,
           r.quote = 'waiting' OR f.asked > 0 AS is_asked,
           (least(f.until_day, q.valid_until) + 1)::timestamp AT TIME ZONE 'Europe/Paris'
               AS limit_at
      FROM ledger.referral r
     CROSS JOIN LATERAL (
           SELECT count(*) AS asked, min(n.until_day) AS until_day
             FROM ledger.funding_now n
            WHERE n.referral = r.number AND n.programme = r.programme AND n.state = 'asked') AS f
      LEFT JOIN LATERAL (
           SELECT n.valid_until FROM ledger.quote_now n
            WHERE n.referral = r.number AND n.programme = r.programme
           OFFSET 0) AS q ON true          -- so that the view reads one referral at a time
     WHERE r.state IN ('accepted', 'received', 'file', 'quoted')
       AND r.quote IN ('none', 'open', 'waiting')
       AND (r.quote <> 'none' OR f.asked > 0);

-- What every referral waits for. A row's limit_at is its own date, where it has one.
CREATE VIEW ledger.awaited_by AS
    SELECT r.programme, r.number, r.organisation, r.garage, r.state, 'garage' AS whom,
           CASE r.state WHEN 'proposed' THEN 'answer' WHEN 'accepted' THEN 'reception'
                        WHEN 'quoted' THEN CASE r.quote WHEN 'accepted' THEN 'repair'
                                                        ELSE 'closing' END
                        ELSE 'quote' END AS matter,
           CASE r.state WHEN 'proposed' THEN r.answer_by END AS limit_at
      FROM ledger.referral r
     WHERE r.state IN ('proposed', 'accepted', 'received', 'file')
        OR r.state = 'quoted' AND r.quote IN ('accepted', 'refused', 'unrepairable')
    UNION ALL
    SELECT m.programme, m.number, m.organisation, m.garage, m.state, 'prescriber',
           CASE WHEN m.is_asked THEN 'funding' ELSE 'decision' END, m.limit_at
      FROM ledger.money_awaited m
    UNION ALL
    SELECT r.programme, r.number, r.organisation, r.garage, r.state, 'prescriber',
           CASE r.state WHEN 'no-show' THEN 'rebook' ELSE 'resend' END, NULL
      FROM ledger.referral r
     WHERE r.state IN ('declined', 'expired', 'no-show')
       AND NOT EXISTS (
           SELECT FROM ledger.referral l
            WHERE l.beneficiary = r.beneficiary AND l.programme = r.programme
              AND (l.number > r.number
                   OR l.state IN ('proposed', 'accepted', 'received', 'file', 'quoted')))
    UNION ALL
    SELECT r.programme, r.number, r.organisation, r.garage, r.state, 'prescriber',
           'satisfaction', NULL
      FROM ledger.referral r
     WHERE r.state IN ('repaired', 'not-repaired')
    UNION ALL
    SELECT r.programme, r.number, r.organisation, r.garage, r.state, 'manager', 'overdue',
           r.answer_by
      FROM ledger.referral r
     WHERE r.state = 'proposed'
    UNION ALL
    SELECT m.programme, m.number, m.organisation, m.garage, m.state, 'manager',
           'late-funder', m.limit_at
      FROM ledger.money_awaited m
     WHERE m.is_asked AND m.limit_at IS NOT NULL
    UNION ALL
    SELECT r.programme, r.number, r.organisation, r.garage, r.state, 'manager', 'unplaced', NULL
      FROM ledger.waiting u
      JOIN LATERAL (
           SELECT l.* FROM ledger.referral l
            WHERE l.beneficiary = u.beneficiary AND l.programme = u.programme
            ORDER BY l.number DESC LIMIT 1) AS r ON r.state IN ('declined', 'expired', 'no-show');

-- The same with the instants: since when, until when. `since` is when something was last told.
CREATE VIEW ledger.awaited AS
    SELECT a.programme, a.number, a.organisation, a.garage, a.state, a.whom, a.matter,
           e.recorded_at AS since,
           coalesce(a.limit_at, e.recorded_at + make_interval(days => t.days)) AS due,
           t.kept_days, t.only_late
      FROM ledger.awaited_by a
      JOIN ledger.awaited_term t ON t.matter = a.matter
     CROSS JOIN LATERAL (
           SELECT e.recorded_at FROM ledger.referral_event e
            WHERE e.referral = a.number AND e.programme = a.programme AND e.event <> 'remind'
            ORDER BY e.seq DESC LIMIT 1) AS e;

-- Which events each transaction wrote, for whoever tells of them. Pruned by the daemons.
CREATE TABLE ledger.news (
    xid       xid8 NOT NULL DEFAULT pg_current_xact_id(),
    at        timestamptz NOT NULL DEFAULT now(),
    referrals bigint[] NOT NULL,
    seqs      smallint[] NOT NULL                             -- of the event, beside its referral
);
CREATE INDEX news_order ON ledger.news (xid);

CREATE FUNCTION ledger.events_added() RETURNS trigger
LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
    INSERT INTO ledger.news (referrals, seqs)
    SELECT array_agg(referral), array_agg(seq) FROM added HAVING count(*) > 0;
    RETURN NULL;
END $$;

CREATE TRIGGER event_added AFTER INSERT ON ledger.referral_event
    REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION ledger.events_added();
