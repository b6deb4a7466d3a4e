-- Who was expected and did not come, of the referrals made in a period; by group.
-- $1 date first day  $2 date last day  $3 text beginning of the postal code, null for any
-- $4 bigint garage, null for any  $5 bigint organisation, null for any
-- $6 text network, garage, territory or prescriber
SELECT CASE $6 WHEN 'garage' THEN g.id WHEN 'territory' THEN ledger.territory(g.postcode)
               WHEN 'prescriber' THEN ledger.sender(p.id, m.organisation) ELSE '' END
           COLLATE "C" AS key,
       count(*), count(*) FILTER (WHERE m.stayed_away),
       count(*) FILTER (WHERE m.stayed_away AND m.rebooked),
       count(*) FILTER (WHERE m.stayed_away AND m.received_on IS NOT NULL)
  FROM ledger.milestone m
  JOIN network.garage g ON g.number = m.garage AND g.programme = m.programme
  LEFT JOIN network.prescriber p ON p.number = m.organisation AND p.programme = m.programme
 WHERE m.programme = 1 AND m.created_on BETWEEN $1 AND $2
   AND (m.accepted_on IS NOT NULL OR m.stayed_away OR m.received_on IS NOT NULL)
   AND ($3::text IS NULL OR starts_with(g.postcode, $3))
   AND ($4::bigint IS NULL OR m.garage = $4)
   AND ($5::bigint IS NULL OR m.organisation = $5)
 GROUP BY 1
 ORDER BY 1
