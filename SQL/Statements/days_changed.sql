-- How many committed referrals were made at some garages on some days.
-- $1 bigint[] garages  $2 date[] days
SELECT garage, day, committed::integer, rev
  FROM ledger.garage_day
 WHERE programme = 1 AND garage = ANY ($1) AND day = ANY ($2)
