-- How many committed referrals were made a garage and day, both ends included.
-- $1 date first day  $2 date last day
SELECT garage, day, committed::integer, rev
  FROM ledger.garage_day
 WHERE programme = 1 AND day BETWEEN $1 AND $2
 ORDER BY day, garage
