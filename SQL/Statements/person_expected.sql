-- Whom a garage expects by one of its referrals that are not finished.
-- $1 text code  $2 bigint garage
SELECT b.number, b.id, b.organisation, f.situation, f.identity, f.sealed_with, f.clear::text,
       b.brand, b.first_year, b.odometer_km, b.fiscal_power, b.drives, b.halted, f.notice_version,
       f.notice_on, f.objected_on, f.frozen_on, f.last_contact_on
  FROM ledger.referral r
  JOIN ledger.beneficiary b ON b.number = r.beneficiary AND b.programme = r.programme
  JOIN person.file f ON f.number = b.number AND f.programme = b.programme
 WHERE r.code = $1 AND r.programme = 1 AND r.garage = $2
   AND r.state IN ('proposed', 'accepted', 'received', 'file', 'quoted')
   AND b.halted IS NULL AND (f.situation IS NOT NULL OR f.clear IS NOT NULL)
