-- The counters of garages in the months that have a day in a period, as texts for a file; exact,
-- for the network's own people. An organisation has none.
-- $1 date first day  $2 date last day  $3 bigint organisation, which has none; null
-- $4 bigint, $5 bigint only after this garage and month (days since 1970)  $6 bigint how many
SELECT m.garage, (m.month - date '1970-01-01')::bigint,
       ARRAY[g.id, ledger.territory(g.postcode), to_char(m.month, 'YYYY-MM'), m.committed::text,
             m.received::text, m.cap::text, g.target_min::text, g.target_max::text]
  FROM ledger.garage_month m
  JOIN network.garage g ON g.number = m.garage AND g.programme = m.programme
 WHERE m.programme = 1 AND m.month BETWEEN ledger.month_of($1) AND $2 AND $3::bigint IS NULL
   AND (m.garage, m.month - date '1970-01-01') > ($4, $5::bigint)
 ORDER BY m.garage, m.month
 LIMIT $6
