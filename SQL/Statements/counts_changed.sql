-- The counters of some garages in some months.
-- $1 bigint[] garages  $2 date[] first days of the months
SELECT garage, month, committed::integer, received::integer, rev
  FROM ledger.garage_month
 WHERE programme = 1 AND garage = ANY ($1) AND month = ANY ($2)
