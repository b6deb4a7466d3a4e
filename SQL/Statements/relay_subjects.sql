-- People to be sent on, each with where they were tried (ledger.to_send_on), in the order of their
-- referrals.
-- $1 timestamptz at, null for the database's clock
-- $2 bigint only referrals with a number above this  $3 integer how many at most
-- $4 boolean whether those too that are about to be left without an answer
SELECT r.number, r.code, r.organisation, r.garage, r.state, r.month, r.created_at, r.answer_by,
       r.committed_then::integer, r.rank::integer, r.km, r.extra_km, r.attempt::integer,
       r.latitude, r.longitude, r.reach_km, b.id, b.organisation, f.situation, f.sealed_with,
       f.clear::text, b.brand, b.first_year, b.odometer_km, b.fiscal_power, b.drives, b.halted,
       t.garages, t.reasons
  FROM ledger.to_send_on($1, $2, $3, $4) AS n(number)
  JOIN ledger.referral r ON r.programme = 1 AND r.number = n.number
  JOIN ledger.beneficiary b ON b.programme = 1 AND b.number = r.beneficiary
  JOIN person.file f ON f.programme = 1 AND f.number = b.number
 CROSS JOIN LATERAL ledger.tried(r.beneficiary, r.number) AS t
 WHERE b.halted IS NULL AND (f.situation IS NOT NULL OR f.clear IS NOT NULL)
 ORDER BY r.number
