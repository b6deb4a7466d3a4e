-- How many of a garage's committed referrals were made on one day.
-- $1 bigint garage  $2 date day
SELECT garage, day, committed::integer, rev
  FROM ledger.garage_day
 WHERE garage = $1 AND day = $2 AND programme = 1
