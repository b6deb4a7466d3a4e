-- How long each step took the referrals made in a period, and how many are in it now whenever they
-- were made; by group and step. Lengths in hours for step 0, days for the others.
-- $1 date first day  $2 date last day  $3 text beginning of the postal code, null for any
-- $4 bigint garage, null for any  $5 bigint organisation, null for any
-- $6 text network, garage, territory or prescriber
SELECT x.key, x.step, count(x.length),
       percentile_cont(0.5) WITHIN GROUP (ORDER BY x.length),
       percentile_cont(0.9) WITHIN GROUP (ORDER BY x.length),
       count(x.waits_since), min(x.waits_since)
  FROM (SELECT CASE $6 WHEN 'garage' THEN g.id WHEN 'territory' THEN ledger.territory(g.postcode)
                       WHEN 'prescriber' THEN ledger.sender(p.id, s.organisation) ELSE '' END
                   COLLATE "C" AS key,
               s.step, s.waits_since,
               CASE WHEN s.created_on BETWEEN $1 AND $2 THEN s.length END AS length
          FROM ledger.course_step s
          JOIN network.garage g ON g.number = s.garage AND g.programme = s.programme
          LEFT JOIN network.prescriber p
            ON p.number = s.organisation AND p.programme = s.programme
         WHERE s.programme = 1
           AND (s.created_on BETWEEN $1 AND $2
                OR s.state IN ('proposed', 'accepted', 'received', 'file', 'quoted', 'repaired'))
           AND ($3::text IS NULL OR starts_with(g.postcode, $3))
           AND ($4::bigint IS NULL OR s.garage = $4)
           AND ($5::bigint IS NULL OR s.organisation = $5)) AS x
 WHERE x.length IS NOT NULL OR x.waits_since IS NOT NULL
 GROUP BY x.key, x.step
 ORDER BY x.key, x.step
