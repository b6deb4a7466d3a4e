-- Every wish to be sent to a garage, in the order of the days: the last referral of each person
-- of those that follow each other because a garage did not take them.
-- $1 date first day  $2 date last day
SELECT d.created_on, d.latitude, d.longitude, d.reach_km, d.organisation, d.garage
  FROM (SELECT r.created_on, round(b.latitude::numeric, 2)::double precision AS latitude,
               round(b.longitude::numeric, 2)::double precision AS longitude,
               coalesce(b.km_max, 30) AS reach_km, r.organisation, r.garage, r.state, r.number,
               lead(r.number) OVER (PARTITION BY r.beneficiary ORDER BY r.number) AS next_number
          FROM ledger.referral r
          JOIN person.beneficiary b ON b.number = r.beneficiary AND b.programme = r.programme
         WHERE r.programme = 1 AND r.created_on BETWEEN $1 AND $2) AS d
 WHERE d.next_number IS NULL OR ledger.is_committed(d.state)
 ORDER BY d.created_on, d.number
