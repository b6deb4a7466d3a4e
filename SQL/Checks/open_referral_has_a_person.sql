-- Somebody who waits is somebody we know.
SELECT 'open without a person' AS what, r.code AS id, r.created_on::text AS day,
       1::bigint AS found, 0::bigint AS expected
  FROM ledger.referral r
 WHERE r.state IN ('proposed', 'accepted', 'received', 'file', 'quoted')
   AND NOT EXISTS (SELECT FROM ledger.beneficiary b
                    WHERE b.number = r.beneficiary AND b.programme = r.programme)
