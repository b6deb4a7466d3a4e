-- The counters of months that a transaction moved.
-- $1 text the transaction
SELECT m.garage, m.month, m.committed::integer, m.received::integer, m.rev
  FROM (SELECT DISTINCT g.garage, d.month
          FROM ledger.change c, unnest(c.garages) AS g(garage), unnest(c.months) AS d(month)
         WHERE c.xid = $1::text::xid8) AS moved
  JOIN ledger.garage_month m
    ON m.garage = moved.garage AND m.month = moved.month AND m.programme = 1
