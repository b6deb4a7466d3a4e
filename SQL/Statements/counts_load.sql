-- The counters of the months since the one before this.
-- $1 timestamptz now, null for the database's clock
SELECT garage, month, committed::integer, received::integer, rev
  FROM ledger.garage_month
 WHERE programme = 1
   AND month >= ledger.month_of(
           ledger.month_of(ledger.paris_day(coalesce($1, now()))) - 1)
