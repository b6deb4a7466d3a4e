-- Moves a referral one step (ledger.step), and says in which transaction.
-- $1 text code  $2 text event  $3 text role  $4 bigint organisation, null for any
-- $5 bigint garage, null for any  $6 text reason  $7 bigint amount, cents  $8 integer score
-- $9 date when it happened, null for today  $10 text request key or null
-- $11 bytea SHA-256 of the request or null  $12 timestamptz at, null for the database's clock
-- $13 text channel
SELECT outcome, number, state, pg_current_xact_id_if_assigned()::text
  FROM ledger.step($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
