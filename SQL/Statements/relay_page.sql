-- Reminds or ends what is due, one page of it (ledger.relay_page).
-- $1 text event: remind or expire  $2 timestamptz at, null for the database's clock
-- $3 bigint only referrals with a number above this  $4 integer how many at most
SELECT done, failed, fault, next FROM ledger.relay_page($1, $2, $3, $4)
