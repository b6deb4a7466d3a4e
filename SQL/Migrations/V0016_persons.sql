-- Who a person is, apart from what the network does for them.
--
-- P1  what says who somebody is, or where they live, is sealed by the daemon  (person.file)
-- P2  the daemon's own role cannot read schema person; the role of persons can (grants)
-- P3  a pseudonym that is halted gets no referral                             (ledger.refer_batch)
-- P4  a request key is kept as its SHA-256: a client may type a name in it    (daemon; rows below)
--
-- ledger.beneficiary is the pseudonym: a number, an id that was drawn, the car. Everything else of
-- a person is in person.file, and nothing but the role garaged_person reads that.
DO $$
DECLARE v_role text;
BEGIN
    FOREACH v_role IN ARRAY ARRAY['garaged_daemon', 'garaged_person', 'garaged_reports'] LOOP
        BEGIN
            IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles r WHERE r.rolname = v_role) THEN
                EXECUTE format('CREATE ROLE %I NOLOGIN', v_role);
            END IF;
        EXCEPTION
            WHEN duplicate_object OR unique_violation THEN NULL;  -- of another database, just now
            WHEN insufficient_privilege THEN
                RAISE EXCEPTION 'role % is missing: run Deploy/postgresql/roles.sql first', v_role;
        END;
        IF NOT pg_catalog.pg_has_role(current_user, v_role, 'MEMBER') THEN
            EXECUTE format('GRANT %I TO CURRENT_USER', v_role);
        END IF;
    END LOOP;
END $$;

ALTER TABLE person.beneficiary SET SCHEMA ledger;
ALTER TABLE ledger.beneficiary
    ADD COLUMN halted text COLLATE "C"
        CHECK (halted IN ('objection', 'frozen', 'forgotten', 'merged')),
    ADD COLUMN merged_into bigint,                   -- the number of the pseudonym that stays
    ADD COLUMN merge_key text COLLATE "C";           -- of the request that merged it
CREATE UNIQUE INDEX beneficiary_merge_key ON ledger.beneficiary (merge_key)
    WHERE merge_key IS NOT NULL;

-- One row a person. Bytes that only the daemon can open; which key opens them is beside them.
CREATE TABLE person.file (
    programme       smallint NOT NULL DEFAULT 1,
    number          bigint NOT NULL,                 -- ledger.beneficiary
    situation       bytea,                           -- where they start from, how they travel
    identity        bytea,                           -- names, birth date, telephone, address
    sealed_with     smallint,                        -- number of the key; null: see clear
    clear           jsonb,                           -- of before there was a key, until sealed
    name_digest     bytea CHECK (octet_length(name_digest) = 32),   -- keyed: name and birth date
    phone_digest    bytea CHECK (octet_length(phone_digest) = 32),  -- keyed: of the telephone
    notice_version  text COLLATE "C",                -- of the information that was given
    notice_on       date,
    objected_on     date,
    frozen_on       date,
    last_contact_on date NOT NULL,
    PRIMARY KEY (number, programme)
);
CREATE INDEX file_name ON person.file (name_digest) WHERE name_digest IS NOT NULL;
CREATE INDEX file_phone ON person.file (phone_digest) WHERE phone_digest IS NOT NULL;
CREATE INDEX file_contact ON person.file (last_contact_on, number);

-- Which keys this database was sealed with: by them a daemon knows that it has the right file.
CREATE TABLE person.key (
    number      smallint PRIMARY KEY CHECK (number >= 0),        -- 0 makes the digests
    fingerprint bytea NOT NULL CHECK (octet_length(fingerprint) = 32),
    kept_at     text,                                -- the key file of the daemon that met it first
    first_used  timestamptz NOT NULL DEFAULT now()
);

INSERT INTO person.file (programme, number, clear, last_contact_on)
SELECT b.programme, b.number,
       jsonb_strip_nulls(jsonb_build_object(
           'latitude', b.latitude, 'longitude', b.longitude, 'mode', b.mode,
           'kmMax', b.km_max, 'minutesMax', b.minutes_max)),
       greatest(ledger.paris_day(b.created_at),
                (SELECT max(r.created_on) FROM ledger.referral r
                  WHERE r.beneficiary = b.number AND r.programme = b.programme))
  FROM ledger.beneficiary b;

ALTER TABLE ledger.beneficiary
    DROP COLUMN latitude, DROP COLUMN longitude, DROP COLUMN mode, DROP COLUMN km_max,
    DROP COLUMN minutes_max;

-- Keys as they are kept from now on.
ALTER TABLE ledger.referral DISABLE TRIGGER USER;
ALTER TABLE ledger.referral_event DISABLE TRIGGER USER;
ALTER TABLE ledger.quote DISABLE TRIGGER USER;
ALTER TABLE ledger.funding DISABLE TRIGGER USER;
CREATE FUNCTION ledger.kept_key(typed text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN typed LIKE E'\x01%' THEN typed
                ELSE encode(sha256(convert_to(typed, 'UTF8')), 'hex') END
$$;
UPDATE ledger.beneficiary SET request_key = ledger.kept_key(request_key);
UPDATE ledger.referral SET request_key = ledger.kept_key(request_key);
UPDATE ledger.referral_event SET request_key = ledger.kept_key(request_key)
 WHERE request_key IS NOT NULL;
UPDATE ledger.quote SET request_key = ledger.kept_key(request_key);
UPDATE ledger.funding SET request_key = ledger.kept_key(request_key);
UPDATE ledger.unplaced u
   SET tried = ARRAY(SELECT ledger.kept_key(k) FROM unnest(u.tried) WITH ORDINALITY AS t(k, i)
                      ORDER BY i);
-- Free text of before; from now on it is sealed.
UPDATE ledger.referral SET override_reason = '' WHERE override_reason IS NOT NULL;
DROP FUNCTION ledger.kept_key;
ALTER TABLE ledger.referral ENABLE TRIGGER USER;
ALTER TABLE ledger.referral_event ENABLE TRIGGER USER;
ALTER TABLE ledger.quote ENABLE TRIGGER USER;
ALTER TABLE ledger.funding ENABLE TRIGGER USER;
-- Written anew, so that the old bytes are not on the disk any more.
CLUSTER ledger.beneficiary USING beneficiary_pkey;
CLUSTER ledger.referral USING referral_pkey;

-- Functions that named the table of pseudonyms name it where it is now; and who is halted is
-- answered like somebody who does not exist, which the daemon tells apart before it asks.
DO $$
DECLARE
    v_function record;
    v_text text;
    v_known constant text := '(b.organisation = q.organisation OR q.organisation = 0)';
BEGIN
    FOR v_function IN
        SELECT p.oid, n.nspname, p.proname
          FROM pg_catalog.pg_proc p
          JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
         WHERE p.prosrc LIKE '%person.beneficiary%' AND n.nspname <> 'person'
    LOOP
        v_text := replace(pg_catalog.pg_get_functiondef(v_function.oid), 'person.beneficiary',
                          'ledger.beneficiary');
        IF v_function.proname = 'refer_batch' THEN
            IF strpos(v_text, v_known) = 0 THEN
                RAISE EXCEPTION 'refer_batch is not as it was';
            END IF;
            v_text := replace(v_text, v_known, v_known || ' AND b.halted IS NULL');
        END IF;
        EXECUTE v_text;
    END LOOP;
END $$;

-- Enrols a batch of persons, and writes into the audit who did. Outcomes come back as values, one
-- row a request: ENROLLED, REPLAYED (same key, same request), KEY_REUSED (same key, other request),
-- ID_TAKEN.
DROP FUNCTION person.enrol_batch;
CREATE FUNCTION person.enrol_batch(
    p_id text[], p_organisation bigint[], p_situation bytea[], p_identity bytea[],
    p_sealed_with smallint, p_name_digest bytea[], p_phone_digest bytea[], p_notice text[],
    p_brand text[], p_first_year integer[], p_odometer_km integer[], p_fiscal_power integer[],
    p_drives boolean[], p_at timestamptz[], p_key text[], p_hash bytea[], p_role text[],
    p_key_id text[], p_uid bigint[])
RETURNS TABLE (request integer, outcome text, id text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off SET enable_bitmapscan = off SET enable_hashjoin = off
SET enable_mergejoin = off SET enable_material = off AS $$
#variable_conflict use_column
DECLARE
    v_ids text[];                                    -- who was not there yet
    v_numbers bigint[];                              -- and the number of each
BEGIN
    WITH added AS (
        INSERT INTO ledger.beneficiary AS b
            (id, organisation, brand, first_year, odometer_km, fiscal_power, drives, created_at,
             request_key, request_hash)
        SELECT q.id, q.organisation, q.brand, q.first_year, q.odometer_km, q.fiscal_power,
               q.drives, coalesce(q.at, now()), q.key, q.hash
          FROM unnest(p_id, p_organisation, p_brand, p_first_year, p_odometer_km, p_fiscal_power,
                      p_drives, p_at, p_key, p_hash)
            AS q(id, organisation, brand, first_year, odometer_km, fiscal_power, drives, at, key,
                 hash)
            ON CONFLICT DO NOTHING
        RETURNING b.id, b.number)
    SELECT array_agg(a.id), array_agg(a.number) INTO v_ids, v_numbers FROM added a;
    -- By place in an array, not by a join: with the plans of this function a join reads the table.
    IF v_ids IS NOT NULL THEN
        INSERT INTO person.file
            (number, situation, identity, sealed_with, name_digest, phone_digest, notice_version,
             notice_on, last_contact_on)
        SELECT v_numbers[array_position(v_ids, q.id)], q.situation, q.identity, p_sealed_with,
               q.name_digest, q.phone_digest, q.notice,
               CASE WHEN q.notice IS NOT NULL
                    THEN ledger.paris_day(coalesce(q.at, now())) END,
               ledger.paris_day(coalesce(q.at, now()))
          FROM unnest(p_id, p_situation, p_identity, p_name_digest, p_phone_digest, p_notice,
                      p_at)
            AS q(id, situation, identity, name_digest, phone_digest, notice, at)
         WHERE q.id = ANY (v_ids);
        INSERT INTO audit.entry (at, role, key_id, uid, organisation, action, object, asked)
        SELECT coalesce(q.at, now()), q.role, q.key_id, q.uid, nullif(q.organisation, 0), 'write',
               q.id, 'BENEFICIARY-ADD'
          FROM unnest(p_id, p_organisation, p_at, p_role, p_key_id, p_uid) WITH ORDINALITY
            AS q(id, organisation, at, role, key_id, uid, i)
         WHERE q.id = ANY (v_ids)
         ORDER BY q.i;
    END IF;
    RETURN QUERY
    SELECT q.i::integer,
           CASE WHEN b.id IS NULL THEN 'ID_TAKEN'
                WHEN b.request_hash <> q.hash THEN 'KEY_REUSED'
                WHEN b.id = q.id THEN 'ENROLLED'
                ELSE 'REPLAYED' END,
           b.id
      FROM unnest(p_organisation, p_key, p_hash, p_id) WITH ORDINALITY
        AS q(organisation, key, hash, id, i)
      LEFT JOIN ledger.beneficiary b
        ON b.programme = 1 AND b.organisation = q.organisation AND b.request_key = q.key;
END $$;

-- Merging two pseudonyms of one person, in one transaction of the role of persons: begin says what
-- stands in the way, the daemon fills the file that stays from the one that ends, and end gives the
-- history to the pseudonym that stays. Referrals and waits change their person, so that one open
-- referral a person stays true; whatever else names a pseudonym is read through merged_into.
--
-- The lock waits for every referral that is being made, and holds off the next ones, for the
-- milliseconds that a merge takes: whoever asks later finds the pseudonym ended.
--
-- Outcomes: READY, REPLAYED (done before), KEY_REUSED (by another pair), NO_SUCH, HALTED (why),
-- BOTH_OPEN (each has a referral that is not finished).
CREATE FUNCTION ledger.merge_begin(
    p_from text, p_into text, p_organisation bigint, p_key text)
RETURNS TABLE (outcome text, number_from bigint, number_into bigint, why text, is_alike boolean)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
#variable_conflict use_column
DECLARE
    v_from ledger.beneficiary;
    v_into ledger.beneficiary;
    v_outcome text := 'READY';
    v_alike boolean;
BEGIN
    LOCK TABLE ledger.referral IN ACCESS EXCLUSIVE MODE;
    SELECT * INTO v_from FROM ledger.beneficiary b
     WHERE b.programme = 1 AND b.id = p_from AND b.halted IS DISTINCT FROM 'forgotten'
       AND (p_organisation IS NULL OR b.organisation = p_organisation)
       FOR UPDATE;
    SELECT * INTO v_into FROM ledger.beneficiary b
     WHERE b.programme = 1 AND b.id = p_into AND b.halted IS DISTINCT FROM 'forgotten'
       AND (p_organisation IS NULL OR b.organisation = p_organisation)
       FOR UPDATE;
    IF EXISTS (SELECT FROM ledger.beneficiary b
                WHERE b.merge_key = p_key
                  AND (b.number, b.merged_into) IS DISTINCT FROM (v_from.number, v_into.number))
    THEN
        v_outcome := 'KEY_REUSED';
    ELSIF v_from.number IS NULL OR v_into.number IS NULL THEN
        v_outcome := 'NO_SUCH';
    ELSIF v_from.merged_into = v_into.number THEN
        v_outcome := 'REPLAYED';
    ELSIF 'merged' IN (v_from.halted, v_into.halted) THEN
        v_outcome := 'NO_SUCH';
    ELSIF coalesce(v_from.halted, v_into.halted) IS NOT NULL THEN
        v_outcome := 'HALTED';
    ELSIF (SELECT count(*) > 1 FROM ledger.referral r
            WHERE r.programme = 1 AND r.beneficiary IN (v_from.number, v_into.number)
              AND r.state IN ('proposed', 'accepted', 'received', 'file', 'quoted')) THEN
        v_outcome := 'BOTH_OPEN';
    END IF;
    SELECT coalesce(a.name_digest = b.name_digest, false)
           OR coalesce(a.phone_digest = b.phone_digest, false)
      INTO v_alike
      FROM person.file a, person.file b
     WHERE a.programme = 1 AND a.number = v_from.number
       AND b.programme = 1 AND b.number = v_into.number;
    RETURN QUERY SELECT v_outcome, v_from.number, v_into.number,
                        coalesce(v_from.halted, v_into.halted), coalesce(v_alike, false);
END $$;

-- p_referral and p_override: the reasons of referrals that were sealed for the pseudonym that ends,
-- sealed for the one that stays.
CREATE FUNCTION ledger.merge_end(
    p_from bigint, p_into bigint, p_key text, p_referral bigint[], p_override text[],
    p_at timestamptz)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    v_at timestamptz := coalesce(p_at, now());
    v_open constant text[] := ARRAY['proposed', 'accepted', 'received', 'file', 'quoted'];
BEGIN
    -- One person waits once, and not with a referral.
    UPDATE ledger.unplaced u SET ended_at = v_at, ended_by = 'withdrawn', ended_reason = 'duplicate'
     WHERE u.programme = 1 AND u.beneficiary = p_from AND u.ended_at IS NULL
       AND (EXISTS (SELECT FROM ledger.unplaced w
                     WHERE w.programme = 1 AND w.beneficiary = p_into AND w.ended_at IS NULL)
            OR EXISTS (SELECT FROM ledger.referral r
                        WHERE r.programme = 1 AND r.beneficiary = p_into
                          AND r.state = ANY (v_open)));
    UPDATE ledger.unplaced u SET ended_at = v_at, ended_by = 'placed'
     WHERE u.programme = 1 AND u.beneficiary = p_into AND u.ended_at IS NULL
       AND EXISTS (SELECT FROM ledger.referral r
                    WHERE r.programme = 1 AND r.beneficiary = p_from AND r.state = ANY (v_open));
    UPDATE ledger.unplaced u SET beneficiary = p_into
     WHERE u.programme = 1 AND u.beneficiary = p_from;
    UPDATE ledger.referral r
       SET beneficiary = p_into,
           override_reason = coalesce((SELECT o.reason
                                         FROM unnest(p_referral, p_override) AS o(number, reason)
                                        WHERE o.number = r.number), r.override_reason)
     WHERE r.programme = 1 AND r.beneficiary = p_from;
    UPDATE ledger.beneficiary b SET merged_into = p_into
     WHERE b.programme = 1 AND b.merged_into = p_from;
    UPDATE ledger.beneficiary b
       SET halted = 'merged', merged_into = p_into, merge_key = p_key, brand = NULL,
           first_year = NULL, odometer_km = NULL, fiscal_power = NULL, drives = NULL
     WHERE b.programme = 1 AND b.number = p_from;
END $$;
REVOKE ALL ON FUNCTION ledger.merge_begin, ledger.merge_end FROM PUBLIC;

-- Reasons are few; sealing them again finds them without reading every referral.
CREATE INDEX referral_override ON ledger.referral (number) WHERE override_reason <> '';

-- Writes reasons of overrides that were sealed again; one that changed since stays. How many.
CREATE FUNCTION person.put_overrides(p_number bigint[], p_old text[], p_new text[])
RETURNS bigint LANGUAGE sql SECURITY DEFINER SET search_path = '' AS $$
    WITH put AS (
        UPDATE ledger.referral r SET override_reason = q.new
          FROM unnest(p_number, p_old, p_new) AS q(number, old, new)
         WHERE r.programme = 1 AND r.number = q.number AND r.override_reason = q.old
        RETURNING r.number)
    SELECT count(*) FROM put
$$;
REVOKE ALL ON FUNCTION person.put_overrides FROM PUBLIC;
GRANT EXECUTE ON FUNCTION person.put_overrides TO garaged_person;

-- Who may do what. The migrating account owns the rest and is a member of both roles; connections
-- of the daemon take one of them as soon as they are made.
GRANT USAGE ON SCHEMA network, ledger, access, alerting, notice, operation, reporting, audit, meta
   TO garaged_daemon;
GRANT SELECT ON ALL TABLES IN SCHEMA meta TO garaged_daemon;
GRANT SELECT, INSERT, UPDATE, DELETE
   ON ALL TABLES IN SCHEMA network, ledger, access, alerting, notice, operation, reporting
   TO garaged_daemon;
GRANT USAGE ON ALL SEQUENCES
   IN SCHEMA network, ledger, access, alerting, notice, operation, audit TO garaged_daemon;
GRANT SELECT, INSERT ON audit.entry TO garaged_daemon;
ALTER DEFAULT PRIVILEGES IN SCHEMA network, ledger, access, alerting, notice, operation, reporting
    GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO garaged_daemon;
ALTER DEFAULT PRIVILEGES IN SCHEMA network, ledger, access, alerting, notice, operation
    GRANT USAGE ON SEQUENCES TO garaged_daemon;

GRANT USAGE, CREATE ON SCHEMA person TO garaged_person;
ALTER SCHEMA person OWNER TO garaged_person;
ALTER TABLE person.file OWNER TO garaged_person;
ALTER TABLE person.key OWNER TO garaged_person;
GRANT USAGE ON SCHEMA ledger, network, audit TO garaged_person;
GRANT SELECT ON ALL TABLES IN SCHEMA ledger, network TO garaged_person;
GRANT INSERT, UPDATE ON ledger.beneficiary TO garaged_person;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA ledger, audit TO garaged_person;
GRANT SELECT, INSERT ON audit.entry TO garaged_person;
ALTER DEFAULT PRIVILEGES IN SCHEMA ledger, network GRANT SELECT ON TABLES TO garaged_person;

GRANT EXECUTE ON FUNCTION ledger.merge_begin, ledger.merge_end TO garaged_person;

ALTER FUNCTION person.enrol_batch OWNER TO garaged_person;
REVOKE ALL ON FUNCTION person.enrol_batch FROM PUBLIC;
GRANT USAGE ON SCHEMA person TO garaged_daemon;
GRANT EXECUTE ON FUNCTION person.enrol_batch TO garaged_daemon;

GRANT USAGE ON SCHEMA reporting TO garaged_reports;
GRANT SELECT ON ALL TABLES IN SCHEMA reporting TO garaged_reports;
ALTER DEFAULT PRIVILEGES IN SCHEMA reporting GRANT SELECT ON TABLES TO garaged_reports;
