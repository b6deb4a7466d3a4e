-- Keeps a decision on eligibility; a row if the person is there, with whether it is a repetition.
-- $1 text pseudonym  $2 bigint organisation that may see them, null for all  $3 text result
-- $4 bytea sealed grounds  $5 smallint key  $6 bytea digest  $7 date on  $8 date last day or null
-- $9 timestamptz when, null for now  $10 text role  $11 bigint organisation that decided
WITH person AS (
    SELECT b.number FROM ledger.beneficiary b
     WHERE b.id = $1 AND b.programme = 1 AND b.halted IS NULL
       AND ($2::bigint IS NULL OR b.organisation = $2)),
added AS (
    INSERT INTO person.eligibility_decision
        (beneficiary, result, grounds, sealed_with, digest, on_day, valid_until, decided_at,
         by_role, organisation)
    SELECT p.number, $3, $4, $5, $6, $7, $8, coalesce($9, now()), $10, $11 FROM person p
        ON CONFLICT ON CONSTRAINT decision_once DO NOTHING
    RETURNING number)
SELECT NOT EXISTS (SELECT FROM added), coalesce($9, now()) FROM person
