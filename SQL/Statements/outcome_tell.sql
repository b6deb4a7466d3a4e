-- Keeps what became of a person (impact.tell).
-- $1 text id of the person  $2 text role  $3 bigint organisation, null for any
-- $4 smallint months after  $5 text result  $6 text source  $7 date on, null for today
-- $8 text request key  $9 bytea SHA-256 of the request
-- $10 timestamptz at, null for the database's clock
SELECT outcome, halted FROM impact.tell($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
