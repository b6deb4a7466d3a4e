-- Somebody who waits is somebody we know, and who did not object.
SELECT 'open without a person' AS what, r.code AS id, r.created_on::text AS day,
       1::bigint AS found, 0::bigint AS expected
  FROM ledger.referral r
 WHERE r.state IN ('proposed', 'accepted', 'received', 'file', 'quoted')
   AND NOT EXISTS (SELECT FROM ledger.beneficiary b
                    WHERE b.number = r.beneficiary AND b.programme = r.programme)
UNION ALL
SELECT 'open for somebody who objects, or was forgotten', r.code, r.created_on::text, 1, 0
  FROM ledger.referral r
  JOIN ledger.beneficiary b ON b.number = r.beneficiary AND b.programme = r.programme
 WHERE r.state IN ('proposed', 'accepted', 'received', 'file', 'quoted')
   AND b.halted IN ('objection', 'forgotten')
