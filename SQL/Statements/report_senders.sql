-- How many people each prescriber has at each garage, of the referrals that were made in a period
-- and count there; the most first.
-- $1 date first day  $2 date last day  $3 text beginning of the postal code, null for any
-- $4 bigint garage, null for any  $5 bigint organisation, null for any
SELECT g.id, ledger.sender(p.id, r.organisation), count(*)
  FROM ledger.referral r
  JOIN network.garage g ON g.number = r.garage AND g.programme = r.programme
  LEFT JOIN network.prescriber p ON p.number = r.organisation AND p.programme = r.programme
 WHERE r.programme = 1 AND r.created_on BETWEEN $1 AND $2 AND ledger.is_committed(r.state)
   AND ($3::text IS NULL OR starts_with(g.postcode, $3))
   AND ($4::bigint IS NULL OR r.garage = $4)
   AND ($5::bigint IS NULL OR r.organisation = $5)
 GROUP BY 1, 2
 ORDER BY 1, 3 DESC, 2
