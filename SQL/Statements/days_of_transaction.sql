-- The counters of days that a transaction moved.
-- $1 text the transaction
SELECT t.garage, t.day, t.committed::integer, t.rev
  FROM (SELECT DISTINCT g.garage, d.day
          FROM ledger.change c, unnest(c.garages) AS g(garage), unnest(c.days) AS d(day)
         WHERE c.xid = $1::text::xid8) AS moved
  JOIN ledger.garage_day t ON t.garage = moved.garage AND t.day = moved.day AND t.programme = 1
