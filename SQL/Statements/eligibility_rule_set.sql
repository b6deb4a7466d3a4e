-- Adds a version of a rule of eligibility; the outcome in a word.
-- $1 text rule  $2 smallint the version that it follows, 0 for none  $3 text territory or null
-- $4 text criterion  $5 bigint ceiling in cents or null  $6 text[] proofs  $7 smallint months
-- $8 date first day  $9 date last day or null  $10 text role  $11 timestamptz when, null for now
SELECT s.outcome
  FROM network.set_eligibility_rule($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) AS s
