-- Keeps what was answered, sealed: what is not sensitive, and what is where there is any.
-- $1 bigint assessment  $2 bigint person  $3 bytea answers  $4 bytea sensitive answers, or null
-- $5 smallint key that sealed them
WITH plain AS (
    INSERT INTO person.answer (assessment, beneficiary, sealed, sealed_with)
    VALUES ($1, $2, $3, $5))
INSERT INTO person.sensitive_answer (assessment, beneficiary, sealed, sealed_with)
SELECT $1, $2, $4, $5 WHERE $4::bytea IS NOT NULL
