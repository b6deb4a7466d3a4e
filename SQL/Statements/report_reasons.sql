-- Why referrals ended by an event, of the days on which that happened; by group, the most frequent
-- first.
-- $1 date first day  $2 date last day  $3 text beginning of the postal code, null for any
-- $4 bigint garage, null for any  $5 bigint organisation, null for any
-- $6 text network, garage, territory or prescriber  $7 text event
SELECT CASE $6 WHEN 'garage' THEN g.id WHEN 'territory' THEN ledger.territory(g.postcode)
               WHEN 'prescriber' THEN ledger.sender(p.id, e.organisation) ELSE '' END
           COLLATE "C" AS key,
       e.reason, count(*)
  FROM ledger.ending e
  JOIN network.garage g ON g.number = e.garage AND g.programme = e.programme
  LEFT JOIN network.prescriber p ON p.number = e.organisation AND p.programme = e.programme
 WHERE e.programme = 1 AND e.event = $7 AND e.on_day BETWEEN $1 AND $2
   AND ($3::text IS NULL OR starts_with(g.postcode, $3))
   AND ($4::bigint IS NULL OR e.garage = $4)
   AND ($5::bigint IS NULL OR e.organisation = $5)
 GROUP BY 1, 2
 ORDER BY 1, 3 DESC, 2
