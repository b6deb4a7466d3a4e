-- Questionnaires and what came of them.
--
-- Q1  a version that was asked stays as it was asked       (no right to change; trigger)
-- Q2  an assessment is never altered: a later one of the same person, kind and day stands in its
--     place                                                (no right to change; supersedes)
-- Q3  answers are sealed, those on health and ability in a table of their own (schema person)
--
-- Schema impact holds what came of the answers, under the numbers of pseudonyms: never an answer.
CREATE SCHEMA impact;
GRANT USAGE ON SCHEMA impact TO garaged_daemon, garaged_person;
ALTER DEFAULT PRIVILEGES IN SCHEMA impact
    GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO garaged_daemon;
ALTER DEFAULT PRIVILEGES IN SCHEMA impact GRANT USAGE ON SEQUENCES TO garaged_daemon;
ALTER DEFAULT PRIVILEGES IN SCHEMA impact GRANT SELECT ON TABLES TO garaged_person;

-- Every version that was ever loaded, so that what was asked with it can always be read.
CREATE TABLE impact.questionnaire (
    version   text COLLATE "C" PRIMARY KEY CHECK (version ~ '^[A-Za-z0-9_./-]{1,32}$'),
    sha256    bytea NOT NULL CHECK (sha256 = sha256(convert_to(json, 'UTF8'))),
    json      text NOT NULL,                         -- as the daemon writes it: keys in order
    loaded_at timestamptz NOT NULL DEFAULT now()
);

-- What one person came to on one day.
CREATE TABLE impact.assessment (
    programme    smallint NOT NULL DEFAULT 1,
    number       bigint GENERATED ALWAYS AS IDENTITY,
    beneficiary  bigint NOT NULL,                    -- ledger.beneficiary
    organisation bigint NOT NULL,
    kind         text COLLATE "C" NOT NULL CHECK (kind IN ('entry', 'exit', 'other')),
    version      text COLLATE "C" NOT NULL REFERENCES impact.questionnaire,
    on_day       date NOT NULL,
    index        smallint CHECK (index BETWEEN 0 AND 100),  -- null: too little was answered
    dimensions   jsonb NOT NULL,                     -- {"environment": 62.5}, the valid ones
    sums         jsonb NOT NULL,                     -- {"environment": [25, 10]}: Σ weight × score,
                                                     -- Σ weight answered, of the valid ones
    answered     smallint NOT NULL CHECK (answered >= 0),   -- Σ weight answered, of all
    valid_until  date NOT NULL CHECK (valid_until > on_day),
    supersedes   bigint,                             -- number of the one that it corrects
    recorded_at  timestamptz NOT NULL,
    request_key  text COLLATE "C" NOT NULL,
    request_hash bytea NOT NULL,
    PRIMARY KEY (number, programme),
    CONSTRAINT assessment_request UNIQUE (organisation, request_key, programme)
);
CREATE INDEX assessment_person ON impact.assessment (beneficiary, number);
CREATE UNIQUE INDEX assessment_superseded ON impact.assessment (supersedes, programme)
    WHERE supersedes IS NOT NULL;

REVOKE ALL ON impact.questionnaire, impact.assessment FROM garaged_daemon;
GRANT SELECT, INSERT ON impact.questionnaire TO garaged_daemon;
GRANT SELECT ON impact.assessment TO garaged_daemon;
GRANT SELECT ON impact.questionnaire TO garaged_person;
GRANT SELECT, INSERT ON impact.assessment TO garaged_person;
CREATE TRIGGER questionnaire_never_altered
    BEFORE UPDATE OR DELETE OR TRUNCATE ON impact.questionnaire
    FOR EACH STATEMENT EXECUTE FUNCTION ledger.never();

-- Those that count, under the pseudonym that goes on where two were merged.
CREATE VIEW impact.assessment_now AS
SELECT a.programme, a.number, coalesce(b.merged_into, b.number) AS beneficiary, a.organisation,
       a.kind, a.version, a.on_day, a.index, a.dimensions, a.valid_until
  FROM impact.assessment a
  JOIN ledger.beneficiary b ON b.number = a.beneficiary AND b.programme = a.programme
 WHERE NOT EXISTS (SELECT FROM impact.assessment s
                    WHERE s.supersedes = a.number AND s.programme = a.programme);

-- What was answered: JSON that the daemon sealed. Answers on health and ability are apart, and are
-- erased first.
CREATE TABLE person.answer (
    programme   smallint NOT NULL DEFAULT 1,
    assessment  bigint NOT NULL,                     -- impact.assessment
    beneficiary bigint NOT NULL,                     -- ledger.beneficiary, as it was then
    sealed      bytea NOT NULL,                      -- scores, and answers that are not scored
    sealed_with smallint NOT NULL,
    PRIMARY KEY (assessment, programme)
);
CREATE INDEX answer_person ON person.answer (beneficiary);

CREATE TABLE person.sensitive_answer (
    programme   smallint NOT NULL DEFAULT 1,
    assessment  bigint NOT NULL,
    beneficiary bigint NOT NULL,
    sealed      bytea NOT NULL,
    sealed_with smallint NOT NULL,
    PRIMARY KEY (assessment, programme)
);
CREATE INDEX sensitive_answer_person ON person.sensitive_answer (beneficiary);

ALTER TABLE person.answer OWNER TO garaged_person;
ALTER TABLE person.sensitive_answer OWNER TO garaged_person;
