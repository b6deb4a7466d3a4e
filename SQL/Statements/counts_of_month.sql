-- The counters of one month, of every garage that has a row.
-- $1 date first day of the month
SELECT garage, month, committed::integer, received::integer, rev
  FROM ledger.garage_month
 WHERE month = $1 AND programme = 1
 ORDER BY garage
