-- One person with where they were tried, by their referral, if the caller may see it.
-- $1 text code  $2 bigint organisation, null for any  $3 bigint garage, null for any
SELECT r.number, r.code, r.organisation, r.garage, r.state, r.month, r.created_at, r.answer_by,
       r.committed_then::integer, r.rank::integer, r.km, r.extra_km, r.attempt::integer,
       r.latitude, r.longitude, r.reach_km, b.id, b.organisation, b.latitude, b.longitude, b.mode,
       b.km_max, b.minutes_max, b.brand, b.first_year, b.odometer_km, b.fiscal_power, b.drives,
       t.garages, t.reasons
  FROM ledger.referral r
  JOIN person.beneficiary b ON b.programme = 1 AND b.number = r.beneficiary
 CROSS JOIN LATERAL ledger.tried(r.beneficiary, r.number) AS t
 WHERE r.programme = 1 AND r.code = $1
   AND ($2::bigint IS NULL OR r.organisation = $2)
   AND ($3::bigint IS NULL OR r.garage = $3)
