-- The counters of one garage in some months and on one day.
-- $1 bigint garage  $2 date[] first days of the months
SELECT garage, month, committed::integer, received::integer, rev
  FROM ledger.garage_month
 WHERE garage = $1 AND month = ANY ($2) AND programme = 1
