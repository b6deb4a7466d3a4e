-- Rules of eligibility and what was decided by them.
--
-- E1  a version of a rule is never altered nor taken away       (trigger)
-- E2  versions of a rule count from 1 without a gap, and keep its criterion
--                                                               (network.set_eligibility_rule)
-- E3  of a person it is kept which rule held, which papers were seen and of which day: no amount,
--     no paper; and even that is sealed, for a rule may tell of an illness  (person, sealed)

-- One row a version. On a day the highest version holds that begins then or earlier; where its last
-- day is past, the rule does not hold at all.
CREATE TABLE network.eligibility_rule (
    programme        smallint NOT NULL DEFAULT 1,
    rule             text COLLATE "C" NOT NULL CHECK (rule ~ '^[a-z0-9-]{1,32}$'),
    version          smallint NOT NULL CHECK (version >= 1),
    territory        text COLLATE "C" CHECK (territory ~ '^[0-9]{1,5}$'),  -- null: everywhere
    criterion        text COLLATE "C" NOT NULL CHECK (criterion IN
                     ('qf', 'income-tax', 'rsa', 'ass', 'aah', 'job-seeker', 'temp-worker',
                      'working-poor', 'prescription')),
    ceiling_cents    bigint CHECK (ceiling_cents BETWEEN 0 AND 10000000),  -- itself is enough
    proofs           text[] COLLATE "C" NOT NULL,       -- any one of them
    proof_max_months smallint NOT NULL CHECK (proof_max_months BETWEEN 1 AND 36),
    valid_from       date NOT NULL,
    valid_to         date,                              -- the last day
    recorded_at      timestamptz NOT NULL,
    by_role          text COLLATE "C" NOT NULL,
    PRIMARY KEY (rule, version, programme),
    CONSTRAINT ceiling_of_amounts CHECK
        ((criterion IN ('qf', 'income-tax')) = (ceiling_cents IS NOT NULL)),
    CONSTRAINT proofs_known CHECK
        (cardinality(proofs) BETWEEN 1 AND 4 AND array_position(proofs, NULL) IS NULL
         AND proofs <@ ARRAY['caf-attestation', 'msa-attestation', 'rsa-attestation', 'aah-notice',
             'tax-notice', 'payslip', 'france-travail-attestation', 'temp-contract',
             'prescription-sheet'] COLLATE "C"),
    CONSTRAINT valid_days CHECK (valid_to >= valid_from)
);

CREATE TRIGGER eligibility_rule_never_altered
    BEFORE UPDATE OR DELETE OR TRUNCATE ON network.eligibility_rule
    FOR EACH STATEMENT EXECUTE FUNCTION ledger.never();

-- Adds a version. Outcomes: SET; SAME (the last version says so already); STALE (p_after is not the
-- last version any more); CRITERION (a rule keeps its own).
CREATE FUNCTION network.set_eligibility_rule(
    p_rule text, p_after smallint, p_territory text, p_criterion text, p_ceiling bigint,
    p_proofs text[], p_months smallint, p_from date, p_to date, p_role text, p_at timestamptz)
RETURNS TABLE (outcome text, version smallint)
LANGUAGE plpgsql SET search_path = '' SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
DECLARE v_last network.eligibility_rule;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('network.eligibility_rule'), hashtext(p_rule));
    SELECT * INTO v_last FROM network.eligibility_rule r
     WHERE r.rule = p_rule AND r.programme = 1 ORDER BY r.version DESC LIMIT 1;
    IF coalesce(v_last.version, 0) <> p_after THEN
        RETURN QUERY SELECT 'STALE', coalesce(v_last.version, 0::smallint);
    ELSIF v_last.criterion <> p_criterion THEN
        RETURN QUERY SELECT 'CRITERION', v_last.version;
    ELSIF (v_last.territory, v_last.ceiling_cents, v_last.proofs, v_last.proof_max_months,
           v_last.valid_from, v_last.valid_to)
          IS NOT DISTINCT FROM (p_territory, p_ceiling, p_proofs, p_months, p_from, p_to) THEN
        RETURN QUERY SELECT 'SAME', v_last.version;
    ELSE
        INSERT INTO network.eligibility_rule
            (rule, version, territory, criterion, ceiling_cents, proofs, proof_max_months,
             valid_from, valid_to, recorded_at, by_role)
        VALUES (p_rule, p_after + 1, p_territory, p_criterion, p_ceiling, p_proofs, p_months,
                p_from, p_to, coalesce(p_at, now()), p_role);
        RETURN QUERY SELECT 'SET', (p_after + 1)::smallint;
    END IF;
END $$;

-- What was decided of a person, never changed: who decides anew adds a row.
CREATE TABLE person.eligibility_decision (
    programme    smallint NOT NULL DEFAULT 1,
    number       bigint GENERATED ALWAYS AS IDENTITY,
    beneficiary  bigint NOT NULL,                    -- ledger.beneficiary
    result       text COLLATE "C" NOT NULL CHECK (result IN ('yes', 'no', 'incomplete')),
    grounds      bytea NOT NULL,                     -- sealed: rule, version, papers and their days
    sealed_with  smallint NOT NULL,                  -- number of the key
    digest       bytea NOT NULL CHECK (octet_length(digest) = 32),  -- keyed: of result and grounds
    on_day       date NOT NULL,
    valid_until  date CHECK (valid_until >= on_day),
    decided_at   timestamptz NOT NULL,
    by_role      text COLLATE "C" NOT NULL,
    organisation bigint NOT NULL DEFAULT 0,          -- of who decided; 0 the network
    PRIMARY KEY (number, programme),
    -- The same decision again on the same day is that decision.
    CONSTRAINT decision_once UNIQUE (beneficiary, on_day, digest, programme),
    CONSTRAINT validity_of_yes CHECK ((result = 'yes') = (valid_until IS NOT NULL))
);
ALTER TABLE person.eligibility_decision OWNER TO garaged_person;
