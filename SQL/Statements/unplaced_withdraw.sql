-- Ends the wait of somebody whom no garage could take (ledger.withdraw); how many wait now, and
-- since which day.
-- $1 text beneficiary  $2 bigint organisation, null for any  $3 text reason
-- $4 timestamptz at, null for the database's clock
SELECT outcome, waiting, waiting_since FROM ledger.withdraw($1, $2, $3, $4)
