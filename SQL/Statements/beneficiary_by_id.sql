-- How one person travels, if the caller may see it: the organisation that enrolled them, a garage
-- to which they were sent. Nobody who was forgotten.
-- $1 text id  $2 bigint organisation, null for any  $3 bigint garage, null for any
SELECT b.id, b.organisation, f.situation, f.sealed_with, f.clear::text, b.brand, b.first_year,
       b.odometer_km, b.fiscal_power, b.drives, b.halted
  FROM ledger.beneficiary b
  JOIN person.file f ON f.number = b.number AND f.programme = b.programme
 WHERE b.id = $1 AND b.programme = 1
   AND (f.situation IS NOT NULL OR f.clear IS NOT NULL)
   AND ($2::bigint IS NULL OR b.organisation = $2)
   AND ($3::bigint IS NULL OR EXISTS (
           SELECT FROM ledger.referral r
            WHERE r.garage = $3 AND r.beneficiary = b.number AND r.programme = 1))
