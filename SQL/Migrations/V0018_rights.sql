-- Rights of persons: requests, forgetting, retention.
--
-- R1  who objects, or was forgotten, has no open referral       (person.halt, person.forget, check)
-- R2  nothing tells a forgotten person's numbers from nobody's: the pseudonym is drawn anew, the
--     old one is kept as a digest with the day                  (person.forget)
-- R3  every job passes by whoever is halted                     (the functions below)
--
-- Forgetting keeps the row of ledger.beneficiary, without the car and under a pseudonym that nobody
-- was ever told, so that counters, months and impact.* go on adding up.

ALTER TABLE ledger.beneficiary ADD COLUMN halted_at timestamptz;
CREATE INDEX beneficiary_halted ON ledger.beneficiary (number) WHERE halted IS NOT NULL;
CREATE INDEX beneficiary_merged ON ledger.beneficiary (merged_into) WHERE merged_into IS NOT NULL;
-- Since when the prescriber knows that the file will be erased.
ALTER TABLE person.file ADD COLUMN noticed_on date;

-- What a person asked for, and by when it must be answered. Beneficiary is null once forgotten.
CREATE TABLE ledger.person_request (
    programme    smallint NOT NULL DEFAULT 1,
    number       bigint GENERATED ALWAYS AS IDENTITY,
    beneficiary  bigint,
    organisation bigint NOT NULL,                    -- whose person it is
    kind         text COLLATE "C" NOT NULL CHECK (kind IN
                 ('access', 'rectification', 'erasure', 'limitation', 'objection', 'complaint')),
    received_on  date NOT NULL,
    due_on       date NOT NULL,                      -- one month later (GDPR, article 12, 3)
    closed_on    date CHECK (closed_on >= received_on),
    outcome      text COLLATE "C" CHECK (outcome IN ('done', 'refused', 'withdrawn')),
    PRIMARY KEY (number, programme),
    CONSTRAINT closed_whole CHECK ((closed_on IS NULL) = (outcome IS NULL)),
    CONSTRAINT due_after_it_came CHECK (due_on > received_on)
);
CREATE INDEX request_open ON ledger.person_request (due_on) WHERE closed_on IS NULL;
CREATE INDEX request_of ON ledger.person_request (beneficiary) WHERE beneficiary IS NOT NULL;
-- The same wish of the same person on the same day is one request.
CREATE UNIQUE INDEX request_once
    ON ledger.person_request (beneficiary, kind, received_on, programme)
 WHERE beneficiary IS NOT NULL AND closed_on IS NULL;

-- Who was forgotten, as numbers of nobody.
CREATE TABLE ledger.departed (
    programme  smallint NOT NULL DEFAULT 1,
    month      date NOT NULL CHECK (extract(day FROM month) = 1),  -- of the enrolment
    department text COLLATE "C" NOT NULL CHECK (octet_length(department) <= 3),  -- '' unknown
    age_band   text COLLATE "C" NOT NULL CHECK (age_band IN
               ('', '-25', '26-35', '36-45', '46-55', '56-65', '66+')),  -- '' unknown
    people     bigint NOT NULL CHECK (people > 0),
    PRIMARY KEY (month, department, age_band, programme)
);

-- Nothing but the day: asked again to forget somebody, the same is answered.
CREATE TABLE person.tombstone (
    programme    smallint NOT NULL DEFAULT 1,
    digest       bytea NOT NULL CHECK (octet_length(digest) = 32),  -- SHA-256 of the pseudonym
    organisation bigint NOT NULL,
    forgotten_on date NOT NULL,
    PRIMARY KEY (digest, programme)
);
ALTER TABLE person.tombstone OWNER TO garaged_person;

CREATE FUNCTION person.digest(p_id text) RETURNS bytea
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = ''
AS $$ SELECT sha256(convert_to(p_id, 'UTF8')) $$;

-- Calls off what is open for these people: the places are given back, those who wait do so no more,
-- messages that were not sent are dropped, links are no good. The code of a referral that was
-- cancelled, if one was.
CREATE FUNCTION person.call_off(
    p_numbers bigint[], p_role text, p_organisation bigint, p_channel text, p_at timestamptz)
RETURNS text LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    v_code text;
    v_last text;
    v_outcome text;
BEGIN
    FOR v_code IN
        SELECT r.code FROM ledger.referral r
         WHERE r.programme = 1 AND r.beneficiary = ANY (p_numbers)
           AND r.state IN ('proposed', 'accepted', 'received', 'file', 'quoted')
         ORDER BY r.number FOR NO KEY UPDATE
    LOOP
        SELECT s.outcome INTO v_outcome
          FROM ledger.step(v_code, 'cancel', p_role, p_organisation, NULL, 'objection', NULL, NULL,
                           NULL, NULL, NULL, p_at, p_channel) AS s;
        IF v_outcome NOT IN ('MOVED', 'REPLAYED') THEN
            RAISE EXCEPTION 'a referral could not be called off: %', v_outcome
                USING ERRCODE = 'GA007';
        END IF;
        v_last := v_code;
    END LOOP;
    UPDATE ledger.unplaced u
       SET ended_at = greatest(u.since, coalesce(p_at, now())), ended_by = 'withdrawn',
           ended_reason = 'objection'
     WHERE u.programme = 1 AND u.beneficiary = ANY (p_numbers) AND u.ended_at IS NULL;
    PERFORM person.silence(p_numbers);
    RETURN v_last;
END $$;

-- Drops the messages that name a referral of theirs and were not sent, and the links to answer it.
CREATE FUNCTION person.silence(p_numbers bigint[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    v_numbers bigint[];
    v_codes text[];
BEGIN
    SELECT array_agg(r.number), array_agg(r.code) INTO v_numbers, v_codes
      FROM ledger.referral r WHERE r.programme = 1 AND r.beneficiary = ANY (p_numbers);
    IF v_numbers IS NULL THEN RETURN; END IF;
    DELETE FROM notice.message m
     WHERE m.programme = 1 AND m.sent_at IS NULL AND m.dead_at IS NULL
       AND m.payload ->> 'referral' = ANY (v_codes);
    DELETE FROM access.link l WHERE l.programme = 1 AND l.referral = ANY (v_numbers);
END $$;

-- Puts on or takes off an objection or a limitation ('frozen'). Outcomes: DONE; SAME, it was so
-- already; NO_SUCH. Of an objection, what is open is called off; of a limitation nothing is lost:
-- the place stays, and once it is lifted a garage that had not answered has as long as it had left.
CREATE FUNCTION person.halt(
    p_id text, p_organisation bigint, p_kind text, p_is_on boolean, p_role text, p_at timestamptz,
    OUT outcome text, OUT called_off text, OUT open_referral text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    v_person ledger.beneficiary;
    v_file person.file;
    v_at timestamptz := coalesce(p_at, now());
    v_day date := ledger.paris_day(coalesce(p_at, now()));
    v_halt text;
BEGIN
    SELECT * INTO v_person FROM ledger.beneficiary b
     WHERE b.programme = 1 AND b.id = p_id
       AND (p_organisation IS NULL OR b.organisation = p_organisation)
       AND b.halted IS DISTINCT FROM 'forgotten' AND b.halted IS DISTINCT FROM 'merged'
       FOR UPDATE;
    IF NOT FOUND THEN
        outcome := 'NO_SUCH';
        RETURN;
    END IF;
    SELECT * INTO v_file FROM person.file f
     WHERE f.programme = 1 AND f.number = v_person.number FOR UPDATE;
    IF p_kind = 'objection' THEN
        outcome := CASE WHEN (v_file.objected_on IS NOT NULL) = p_is_on THEN 'SAME'
                        ELSE 'DONE' END;
        v_file.objected_on :=
            CASE WHEN p_is_on THEN coalesce(v_file.objected_on, v_day) END;
    ELSE
        outcome := CASE WHEN (v_file.frozen_on IS NOT NULL) = p_is_on THEN 'SAME' ELSE 'DONE' END;
        v_file.frozen_on := CASE WHEN p_is_on THEN coalesce(v_file.frozen_on, v_day) END;
    END IF;
    v_halt := CASE WHEN v_file.objected_on IS NOT NULL THEN 'objection'
                   WHEN v_file.frozen_on IS NOT NULL THEN 'frozen' END;
    IF outcome = 'DONE' THEN
        UPDATE person.file f
           SET objected_on = v_file.objected_on, frozen_on = v_file.frozen_on,
               last_contact_on = greatest(f.last_contact_on, v_day)
         WHERE f.programme = 1 AND f.number = v_person.number;
        UPDATE ledger.beneficiary b
           SET halted = v_halt,
               halted_at = CASE WHEN v_halt IS NOT NULL THEN coalesce(b.halted_at, v_at) END
         WHERE b.programme = 1 AND b.number = v_person.number;
        IF v_halt IS NULL THEN
            UPDATE ledger.referral r
               SET answer_by = r.answer_by + (v_at - v_person.halted_at),
                   remind_at = r.remind_at + (v_at - v_person.halted_at)
             WHERE r.programme = 1 AND r.beneficiary = v_person.number AND r.state = 'proposed'
               AND v_at > v_person.halted_at;
        END IF;
    END IF;
    -- Also of one that was known: what was written at the same instant is found the second time.
    IF v_halt = 'objection' THEN
        called_off := person.call_off(
            ARRAY[v_person.number], p_role, p_organisation, 'line', p_at);
    ELSIF v_halt = 'frozen' THEN
        PERFORM person.silence(ARRAY[v_person.number]);
    END IF;
    SELECT r.code INTO open_referral FROM ledger.referral r
     WHERE r.programme = 1 AND r.beneficiary = v_person.number
       AND r.state IN ('proposed', 'accepted', 'received', 'file', 'quoted');
END $$;

-- What is open for somebody who may have nothing open: made in the instant in which they objected.
CREATE FUNCTION person.sweep_halted(p_at timestamptz) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE v_numbers bigint[];
BEGIN
    SELECT array_agg(b.number) INTO v_numbers FROM ledger.beneficiary b
     WHERE b.programme = 1 AND b.halted IN ('objection', 'forgotten')
       AND (EXISTS (SELECT FROM ledger.referral r
                     WHERE r.programme = 1 AND r.beneficiary = b.number
                       AND r.state IN ('proposed', 'accepted', 'received', 'file', 'quoted'))
            OR EXISTS (SELECT FROM ledger.unplaced u
                        WHERE u.programme = 1 AND u.beneficiary = b.number
                          AND u.ended_at IS NULL));
    IF v_numbers IS NULL THEN RETURN 0; END IF;
    PERFORM person.call_off(v_numbers, 'admin', NULL, 'job', p_at);
    RETURN cardinality(v_numbers);
END $$;

-- When somebody last had to do with a person: what is in the file, what was told of a referral or
-- asked of the person. What jobs did by themselves is no contact.
CREATE FUNCTION person.last_contact(p_number bigint, p_filed date) RETURNS date
LANGUAGE plpgsql STABLE SET search_path = '' AS $$
BEGIN
    RETURN greatest(p_filed,
        (SELECT max(ledger.paris_day(e.recorded_at))
           FROM ledger.referral r
           JOIN ledger.referral_event e ON e.referral = r.number AND e.programme = r.programme
          WHERE r.beneficiary = p_number AND r.programme = 1 AND e.channel <> 'job'),
        (SELECT max(ledger.paris_day(a.recorded_at)) FROM impact.assessment a
          WHERE a.beneficiary = p_number AND a.programme = 1),
        (SELECT max(ledger.paris_day(o.recorded_at)) FROM impact.outcome o
          WHERE o.beneficiary = p_number AND o.programme = 1),
        (SELECT max(ledger.paris_day(d.decided_at)) FROM person.eligibility_decision d
          WHERE d.beneficiary = p_number AND d.programme = 1));
END $$;

-- Why a file whose time is over stays nevertheless; null where nothing keeps it.
CREATE FUNCTION person.kept_by(p_number bigint) RETURNS text
LANGUAGE sql STABLE SET search_path = '' AS $$
    SELECT CASE
        WHEN EXISTS (SELECT FROM ledger.referral r
                      WHERE r.beneficiary = p_number AND r.programme = 1
                        AND r.state IN ('proposed', 'accepted', 'received', 'file', 'quoted'))
        THEN 'open-referral'
        WHEN EXISTS (SELECT FROM ledger.person_request q
                      WHERE q.beneficiary = p_number AND q.programme = 1 AND q.closed_on IS NULL)
        THEN 'open-request'
        WHEN EXISTS (SELECT FROM ledger.beneficiary b
                      WHERE b.number = p_number AND b.programme = 1 AND b.halted = 'frozen')
        THEN 'frozen' END
$$;

-- Forgets these people and those who were merged into them; whoever is forgotten already is left
-- alone. Departments and age bands are of those named, '' for unknown. With p_idle_since only those
-- whose last contact is that day or earlier, who were noticed by p_noticed_by and whom nothing
-- keeps. How many people.
CREATE FUNCTION person.forget(
    p_numbers bigint[], p_departments text[], p_age_bands text[], p_role text,
    p_organisation bigint, p_channel text, p_idle_since date, p_noticed_by date, p_at timestamptz)
RETURNS integer LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
#variable_conflict use_column
DECLARE
    v_day date := ledger.paris_day(coalesce(p_at, now()));
    v_heads bigint[];
    v_all bigint[];
BEGIN
    PERFORM FROM ledger.beneficiary b WHERE b.programme = 1 AND b.number = ANY (p_numbers)
      ORDER BY b.number FOR UPDATE;
    SELECT array_agg(b.number) INTO v_heads
      FROM ledger.beneficiary b
      JOIN person.file f ON f.number = b.number AND f.programme = b.programme
     WHERE b.programme = 1 AND b.number = ANY (p_numbers)
       AND b.halted IS DISTINCT FROM 'forgotten'
       AND (p_idle_since IS NULL
            OR person.last_contact(b.number, f.last_contact_on) <= p_idle_since
               AND f.noticed_on <= p_noticed_by
               AND f.noticed_on > person.last_contact(b.number, f.last_contact_on)
               AND person.kept_by(b.number) IS NULL);
    IF v_heads IS NULL THEN RETURN 0; END IF;
    WITH RECURSIVE whole AS (
        SELECT unnest(v_heads) AS number
         UNION
        SELECT m.number FROM whole w
          JOIN ledger.beneficiary m ON m.merged_into = w.number AND m.programme = 1)
    SELECT array_agg(w.number) INTO v_all FROM whole w;

    -- The most sensitive first.
    DELETE FROM person.sensitive_answer a WHERE a.programme = 1 AND a.beneficiary = ANY (v_all);
    DELETE FROM person.answer a WHERE a.programme = 1 AND a.beneficiary = ANY (v_all);
    DELETE FROM person.eligibility_decision d
     WHERE d.programme = 1 AND d.beneficiary = ANY (v_all);
    PERFORM person.call_off(v_all, p_role, p_organisation, p_channel, p_at);

    INSERT INTO ledger.departed AS d (month, department, age_band, people)
    SELECT ledger.month_of(ledger.paris_day(b.created_at)), q.department, q.age_band, count(*)
      FROM unnest(p_numbers, p_departments, p_age_bands) AS q(number, department, age_band)
      JOIN ledger.beneficiary b ON b.number = q.number AND b.programme = 1
     WHERE q.number = ANY (v_heads)
     GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
        ON CONFLICT (month, department, age_band, programme)
        DO UPDATE SET people = d.people + excluded.people;
    INSERT INTO person.tombstone (digest, organisation, forgotten_on)
    SELECT person.digest(b.id), b.organisation, v_day
      FROM ledger.beneficiary b WHERE b.programme = 1 AND b.number = ANY (v_all)
        ON CONFLICT DO NOTHING;
    UPDATE ledger.person_request q
       SET closed_on = greatest(q.received_on, v_day), outcome = 'done'
     WHERE q.programme = 1 AND q.beneficiary = ANY (v_all) AND q.closed_on IS NULL
       AND q.kind = 'erasure';
    UPDATE ledger.person_request q SET beneficiary = NULL
     WHERE q.programme = 1 AND q.beneficiary = ANY (v_all);

    -- What is kept leads to nobody: no key that a client typed, no words, no neighbourhood.
    UPDATE ledger.referral r
       SET override_reason = CASE WHEN r.override_reason IS NOT NULL THEN '' END,
           request_key = E'\x01' || 'forgotten:' || r.number, request_hash = '',
           latitude = round(r.latitude::numeric, 1), longitude = round(r.longitude::numeric, 1)
     WHERE r.programme = 1 AND r.beneficiary = ANY (v_all);
    UPDATE ledger.unplaced u
       SET tried = '{}', latitude = round(u.latitude::numeric, 1),
           longitude = round(u.longitude::numeric, 1)
     WHERE u.programme = 1 AND u.beneficiary = ANY (v_all);
    UPDATE impact.assessment a
       SET request_key = E'\x01' || 'forgotten:' || a.number, request_hash = ''
     WHERE a.programme = 1 AND a.beneficiary = ANY (v_all);
    UPDATE impact.outcome o
       SET request_key = E'\x01' || 'forgotten:' || o.number, request_hash = ''
     WHERE o.programme = 1 AND o.beneficiary = ANY (v_all);
    DELETE FROM person.file f WHERE f.programme = 1 AND f.number = ANY (v_all);
    UPDATE ledger.beneficiary b
       SET id = 'B' || upper(replace(gen_random_uuid()::text, '-', ''))::varchar(31),
           brand = NULL, first_year = NULL, odometer_km = NULL, fiscal_power = NULL, drives = NULL,
           request_key = E'\x01' || 'forgotten:' || b.number, request_hash = '',
           merge_key = NULL,
           created_at = ledger.month_of(ledger.paris_day(b.created_at))::timestamp
                        AT TIME ZONE 'Europe/Paris',
           halted = 'forgotten', halted_at = NULL
     WHERE b.programme = 1 AND b.number = ANY (v_all);
    RETURN cardinality(v_heads);
END $$;

-- One page of the files whose time is over within p_notice_days, oldest contact first: those later
-- contacts are written into the file, and whose prescriber does not know yet are noticed today.
CREATE FUNCTION person.notice_page(
    p_today date, p_months integer, p_notice_days integer, p_after_day date, p_after bigint,
    p_limit integer, OUT noticed integer, OUT next_day date, OUT next_number bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    v_through date := (p_today + p_notice_days - make_interval(months => p_months))::date;
    v_numbers bigint[];
    v_days date[];
BEGIN
    SELECT array_agg(x.number ORDER BY x.day, x.number), array_agg(x.day ORDER BY x.day, x.number)
      INTO v_numbers, v_days
      FROM (SELECT f.number, f.last_contact_on AS day FROM person.file f
             WHERE f.programme = 1 AND f.last_contact_on <= v_through
               AND (f.last_contact_on, f.number) > (p_after_day, p_after)
             ORDER BY f.last_contact_on, f.number LIMIT p_limit) AS x;
    noticed := 0;
    IF v_numbers IS NULL THEN RETURN; END IF;
    PERFORM FROM person.file f WHERE f.programme = 1 AND f.number = ANY (v_numbers)
      ORDER BY f.number FOR UPDATE;
    UPDATE person.file f SET last_contact_on = c.day
      FROM (SELECT n.number, person.last_contact(n.number, n.last_contact_on) AS day
              FROM person.file n
             WHERE n.programme = 1 AND n.number = ANY (v_numbers)) AS c
     WHERE f.programme = 1 AND f.number = c.number AND f.last_contact_on < c.day;
    UPDATE person.file f SET noticed_on = p_today
      FROM ledger.beneficiary b
     WHERE f.programme = 1 AND f.number = ANY (v_numbers) AND b.programme = 1
       AND b.number = f.number AND b.halted IS DISTINCT FROM 'merged'
       AND f.last_contact_on <= v_through
       AND (f.noticed_on IS NULL OR f.noticed_on <= f.last_contact_on)
       AND person.kept_by(f.number) IS NULL;
    GET DIAGNOSTICS noticed = ROW_COUNT;
    IF cardinality(v_numbers) = p_limit THEN
        next_day := v_days[p_limit];
        next_number := v_numbers[p_limit];
    END IF;
END $$;

-- Tells prescribers how many files of theirs will be erased, and the manager of those who have no
-- address; once a day of notice. How many messages.
CREATE FUNCTION person.tell_notices(
    p_today date, p_notice_days integer, p_at timestamptz) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE v_told integer;
BEGIN
    INSERT INTO notice.message
        (key, kind, recipient, template, language, payload, channel, created_at, due_at)
    SELECT 'retention:' || n.noticed_on || ':' || n.organisation || ':' || c.kind || ':'
           || c.channel, c.kind, c.number, 'retention', c.language,
           jsonb_build_object('people', n.people, 'day', n.noticed_on + p_notice_days),
           c.channel, coalesce(p_at, now()), coalesce(p_at, now())
      FROM (SELECT b.organisation, f.noticed_on, count(*) AS people
              FROM person.file f
              JOIN ledger.beneficiary b ON b.number = f.number AND b.programme = f.programme
             WHERE f.programme = 1 AND f.noticed_on > p_today - p_notice_days
               AND f.noticed_on > f.last_contact_on
             GROUP BY 1, 2) AS n
      JOIN notice.channel c
        ON c.programme = 1
       AND CASE WHEN EXISTS (SELECT FROM notice.channel p
                              WHERE p.programme = 1 AND p.kind = 'prescriber'
                                AND p.number = n.organisation)
                THEN c.kind = 'prescriber' AND c.number = n.organisation
                ELSE c.kind = 'manager' END
        ON CONFLICT DO NOTHING;
    GET DIAGNOSTICS v_told = ROW_COUNT;
    RETURN v_told;
END $$;

-- Ends what the register has kept long enough: requests that were closed, and tombstones.
CREATE FUNCTION person.end_register(p_today date, p_months integer) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    v_before date := (p_today - make_interval(months => p_months))::date;
    v_requests integer;
BEGIN
    DELETE FROM ledger.person_request q WHERE q.programme = 1 AND q.closed_on < v_before;
    GET DIAGNOSTICS v_requests = ROW_COUNT;
    DELETE FROM person.tombstone t WHERE t.programme = 1 AND t.forgotten_on < v_before;
    RETURN v_requests;
END $$;

DO $$
DECLARE v_function regprocedure;
BEGIN
    FOR v_function IN
        SELECT p.oid::regprocedure FROM pg_catalog.pg_proc p
          JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
         WHERE n.nspname = 'person' AND p.proname IN
               ('digest', 'call_off', 'silence', 'halt', 'sweep_halted', 'last_contact', 'kept_by',
                'forget', 'notice_page', 'tell_notices', 'end_register')
    LOOP
        EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', v_function);
        EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO garaged_person', v_function);
    END LOOP;
END $$;

-- Whether nothing may be done for a person.
CREATE FUNCTION ledger.is_halted(p_beneficiary bigint) RETURNS boolean
LANGUAGE sql STABLE SET search_path = '' AS $$
    SELECT EXISTS (SELECT FROM ledger.beneficiary b
                    WHERE b.number = p_beneficiary AND b.programme = 1 AND b.halted IS NOT NULL)
$$;

-- The rounds pass by whoever is halted.
DO $$
DECLARE
    v_change record;
    v_text text;
BEGIN
    FOR v_change IN
        SELECT * FROM (VALUES
            ('ledger', 'relay_page',
             'r.state = ''proposed'' AND r.number > p_after',
             'r.state = ''proposed'' AND r.number > p_after
               AND NOT ledger.is_halted(r.beneficiary)'),
            ('ledger', 'to_send_on',
             'WHERE r.number > p_after',
             'WHERE r.number > p_after AND NOT ledger.is_halted(r.beneficiary)'),
            ('notice', 'digests',
             '(r.state IN (''proposed'', ''accepted'', ''received'', ''file'', ''quoted'')
                OR',
             '(r.state IN (''proposed'', ''accepted'', ''received'', ''file'', ''quoted'')
                   AND NOT ledger.is_halted(r.beneficiary)
                OR'),
            ('notice', 'digests',
             'WHERE c.kind = ''prescriber''',
             'WHERE c.kind = ''prescriber'' AND NOT ledger.is_halted(r.beneficiary)'))
            AS x(schema, name, was, becomes)
    LOOP
        SELECT pg_catalog.pg_get_functiondef(p.oid) INTO STRICT v_text
          FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
         WHERE n.nspname = v_change.schema AND p.proname = v_change.name;
        IF strpos(v_text, v_change.was) = 0 THEN
            RAISE EXCEPTION '%.% is not as it was', v_change.schema, v_change.name;
        END IF;
        EXECUTE replace(v_text, v_change.was, v_change.becomes);
    END LOOP;
END $$;

-- As V0013 says; and nobody waits for anything where nothing may be done.
CREATE OR REPLACE VIEW ledger.awaited AS
    SELECT a.programme, a.number, a.organisation, a.garage, a.state, a.whom, a.matter,
           e.recorded_at AS since,
           coalesce(a.limit_at, e.recorded_at + make_interval(days => t.days)) AS due,
           t.kept_days, t.only_late
      FROM ledger.awaited_by a
      JOIN ledger.awaited_term t ON t.matter = a.matter
     CROSS JOIN LATERAL (
           SELECT e.recorded_at FROM ledger.referral_event e
            WHERE e.referral = a.number AND e.programme = a.programme AND e.event <> 'remind'
            ORDER BY e.seq DESC LIMIT 1) AS e
     WHERE NOT EXISTS (
           SELECT FROM ledger.referral r
             JOIN ledger.beneficiary b ON b.number = r.beneficiary AND b.programme = r.programme
            WHERE r.number = a.number AND r.programme = a.programme AND b.halted IS NOT NULL);

-- One more job.
ALTER TABLE operation.job_run
    DROP CONSTRAINT job_run_job_check,
    ADD CONSTRAINT job_run_job_check
        CHECK (job IN ('hourly', 'daily', 'nightly', 'monthly', 'retention'));

CREATE VIEW reporting.departed AS
    SELECT d.month, d.department, d.age_band, reporting.folded(d.people) AS people
      FROM ledger.departed d;
COMMENT ON VIEW reporting.departed IS
    'People who were forgotten, by the month they were enrolled in, department and age band.';
COMMENT ON COLUMN reporting.departed.month IS 'Of the enrolment: its first day.';
COMMENT ON COLUMN reporting.departed.department IS
    'Number of the department they started from; empty where unknown.';
COMMENT ON COLUMN reporting.departed.age_band IS
    'Age on the day they were forgotten, in years; empty where unknown.';
COMMENT ON COLUMN reporting.departed.people IS 'People; null for one to four.';
