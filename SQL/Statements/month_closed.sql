-- A month as it was frozen.
-- $1 date first day of the month
SELECT g.number, g.id, g.name, g.town, g.postcode, c.committed, c.received, c.target_min::integer,
       c.target_max::integer, c.verdict
  FROM operation.month_close c
  JOIN network.garage g ON g.number = c.garage AND g.programme = c.programme
 WHERE c.programme = 1 AND c.month = $1
 ORDER BY g.id
