-- Ends a pseudonym and gives its history to another.
-- $1 bigint number that ends  $2 bigint number that stays  $3 text key as kept
-- $4 bigint[] referrals  $5 text[] their reasons of override, sealed anew
-- $6 timestamptz at, null for the database's clock
SELECT true FROM ledger.merge_end($1, $2, $3, $4, $5, $6)
