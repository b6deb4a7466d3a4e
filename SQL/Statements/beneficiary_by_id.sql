-- One person, if the caller may see them: the organisation that enrolled them, a garage to which
-- they were sent.
-- $1 text id  $2 bigint organisation, null for any  $3 bigint garage, null for any
SELECT b.id, b.organisation, b.latitude, b.longitude, b.mode, b.km_max, b.minutes_max, b.brand,
       b.first_year, b.odometer_km, b.fiscal_power, b.drives
  FROM person.beneficiary b
 WHERE b.id = $1 AND b.programme = 1
   AND ($2::bigint IS NULL OR b.organisation = $2)
   AND ($3::bigint IS NULL OR EXISTS (
           SELECT FROM ledger.referral r
            WHERE r.garage = $3 AND r.beneficiary = b.number AND r.programme = 1))
