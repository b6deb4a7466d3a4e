-- One person with where they were tried, by their referral, if the caller may see it.
-- $1 text code  $2 bigint organisation, null for any  $3 bigint garage, null for any
SELECT r.number, r.code, r.organisation, r.garage, r.state, r.month, r.created_at, r.answer_by,
       r.committed_then::integer, r.rank::integer, r.km, r.extra_km, r.attempt::integer,
       r.latitude, r.longitude, r.reach_km, b.id, b.organisation, f.situation, f.sealed_with,
       f.clear::text, b.brand, b.first_year, b.odometer_km, b.fiscal_power, b.drives, b.halted,
       t.garages, t.reasons
  FROM ledger.referral r
  JOIN ledger.beneficiary b ON b.programme = 1 AND b.number = r.beneficiary
  JOIN person.file f ON f.programme = 1 AND f.number = b.number
 CROSS JOIN LATERAL ledger.tried(r.beneficiary, r.number) AS t
 WHERE r.programme = 1 AND r.code = $1 AND (f.situation IS NOT NULL OR f.clear IS NOT NULL)
   AND ($2::bigint IS NULL OR r.organisation = $2)
   AND ($3::bigint IS NULL OR r.garage = $3)
