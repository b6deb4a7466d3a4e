-- How many referrals were made a garage and day, over the last 400 days.
-- $1 timestamptz now, null for the database's clock
SELECT garage, day, committed::integer, rev
  FROM ledger.garage_day
 WHERE programme = 1 AND day > ledger.paris_day(coalesce($1, now())) - 400
