-- The file of one person as person_file gives it, held until the transaction ends.
-- $1 text id  $2 bigint organisation, null for any
SELECT b.number, b.id, b.organisation, f.situation, f.identity, f.sealed_with, f.clear::text,
       b.brand, b.first_year, b.odometer_km, b.fiscal_power, b.drives, b.halted, f.notice_version,
       f.notice_on, f.objected_on, f.frozen_on, f.last_contact_on
  FROM ledger.beneficiary b
  JOIN person.file f ON f.number = b.number AND f.programme = b.programme
 WHERE b.id = $1 AND b.programme = 1
   AND (f.situation IS NOT NULL OR f.clear IS NOT NULL)
   AND (b.halted IS NULL OR b.halted IN ('objection', 'frozen'))
   AND ($2::bigint IS NULL OR b.organisation = $2)
   FOR UPDATE OF b, f
