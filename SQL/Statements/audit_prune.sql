-- Forgets the entries up to a position; how many.
-- $1 bigint position  $2 bytea the seal of the anchor  $3 integer months that are kept
-- $4 timestamptz now, null for the database's clock
SELECT audit.prune($1, $2, $3, $4)
