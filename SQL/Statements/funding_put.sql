-- Keeps what a funder was asked for or has answered (ledger.put_funding).
-- $1 text code  $2 text role  $3 bigint organisation, null for any  $4 bigint garage, null for any
-- $5 text funder  $6 text state  $7 bigint amount, cents  $8 date until  $9 text request key
-- $10 bytea SHA-256 of the request  $11 timestamptz at, null for the database's clock
SELECT outcome, number, state
  FROM ledger.put_funding($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
