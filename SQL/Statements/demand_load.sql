-- Every wish to be sent to a garage, in the order of the days: of the referrals of a person that
-- follow each other because no garage took them, the last, or none where they found no garage in
-- the end; and who found no garage at all.
-- $1 date first day  $2 date last day
SELECT d.day, d.latitude, d.longitude, d.reach_km, d.organisation, d.garage
  FROM (SELECT r.created_on AS day, coalesce(r.latitude, g.latitude) AS latitude,
               coalesce(r.longitude, g.longitude) AS longitude,
               coalesce(r.reach_km, 30) AS reach_km, r.organisation, r.garage, r.created_at AS at,
               ledger.is_committed(r.state)
               OR lead(r.number) OVER (PARTITION BY r.beneficiary ORDER BY r.number) IS NULL
                  AND NOT EXISTS (SELECT FROM ledger.unplaced u
                                   WHERE u.programme = r.programme AND u.previous = r.number)
                  AS counts
          FROM ledger.referral r
          JOIN network.garage g ON g.number = r.garage AND g.programme = r.programme
         WHERE r.programme = 1 AND r.created_on BETWEEN $1 AND $2
        UNION ALL
        SELECT u.since_on, u.latitude, u.longitude, u.reach_km, u.organisation, NULL, u.since, true
          FROM ledger.unplaced u
         WHERE u.programme = 1 AND u.since_on BETWEEN $1 AND $2
           AND (u.ended_by IS DISTINCT FROM 'placed' OR ledger.paris_day(u.ended_at) > $2)) AS d
 WHERE d.counts
 ORDER BY d.day, d.at
