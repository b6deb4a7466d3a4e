-- How a month stands for garages whose band of it is known; one that has left and got nobody has
-- no row.
-- $1 date first day of the month  $2 bigint[] garages  $3 int[] least  $4 int[] most
-- $5 bool[] open enough to be judged
SELECT g.number, g.id, g.name, g.town, g.postcode, coalesce(m.committed, 0)::integer,
       coalesce(m.received, 0)::integer, q.low, q.high,
       CASE WHEN NOT q.is_judged THEN 'closed'
            WHEN coalesce(m.received, 0) < q.low THEN 'below'
            WHEN coalesce(m.received, 0) > q.high THEN 'above'
            ELSE 'in-band' END
  FROM unnest($2::bigint[], $3::integer[], $4::integer[], $5::boolean[])
    AS q(number, low, high, is_judged)
  JOIN network.garage g ON g.number = q.number AND g.programme = 1
  LEFT JOIN ledger.garage_month m
    ON m.garage = g.number AND m.programme = g.programme AND m.month = $1
 WHERE g.status <> 'left' OR m.committed > 0 OR m.received > 0
 ORDER BY g.id
