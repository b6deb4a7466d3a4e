-- Records many facts, all or none (ledger.record_steps); one row each, in their order.
-- $1 text[] codes  $2 text[] events  $3 text[] roles  $4 bigint[] organisations, null for any
-- $5 bigint[] garages, null for any  $6 text[] reasons  $7 bigint[] amounts, cents
-- $8 integer[] scores  $9 date[] when it happened, null for today  $10 text[] request keys or null
-- $11 bytea[] SHA-256 of the requests or null  $12 timestamptz[] at, null for the database's clock
-- $13 text[] channels  $14 boolean whether to write nothing
SELECT outcome, state, made_on
  FROM ledger.record_steps($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
