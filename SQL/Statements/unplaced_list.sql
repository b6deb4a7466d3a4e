-- People whom no garage could take, the longest waiting first.
-- $1 bigint organisation, null for any  $2 bigint only numbers above this, null for all
-- $3 bigint how many
SELECT w.number, b.id, w.organisation, w.since, w.tries, w.latitude, w.longitude, w.reach_km,
       w.reachable, w.taken, w.closed, w.unsuitable, w.reasons, p.code
  FROM ledger.waiting w
  JOIN ledger.beneficiary b ON b.number = w.beneficiary AND b.programme = w.programme
  LEFT JOIN ledger.referral p ON p.number = w.previous AND p.programme = w.programme
 WHERE w.programme = 1
   AND ($1::bigint IS NULL OR w.organisation = $1)
   AND ($2::bigint IS NULL OR w.number > $2)
 ORDER BY w.number
 LIMIT $3
