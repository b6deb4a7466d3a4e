-- Keeps a version of a quote (ledger.put_quote), and says in which transaction.
-- $1 text code  $2 text role  $3 bigint organisation, null for any  $4 bigint garage, null for any
-- $5 bigint amount, cents  $6 bigint labour, cents  $7 integer labour, minutes
-- $8 bigint parts, cents  $9 bigint discount, cents  $10 bigint own share, cents
-- $11 date valid until  $12 date made on, null for today  $13 text request key
-- $14 bytea SHA-256 of the request  $15 timestamptz at, null for the database's clock
SELECT outcome, number, state, pg_current_xact_id_if_assigned()::text
  FROM ledger.put_quote($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
