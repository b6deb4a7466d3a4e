-- What is kept of one person, counted; nobody who was forgotten or merged.
-- $1 text id  $2 bigint organisation, null for any
SELECT b.number, b.id, f.situation, f.sealed_with, f.clear::text, f.identity,
       (SELECT r.code FROM ledger.referral r
         WHERE r.beneficiary = b.number AND r.programme = 1
           AND r.state IN ('proposed', 'accepted', 'received', 'file', 'quoted')),
       (SELECT count(*) FROM ledger.referral r WHERE r.beneficiary = b.number AND r.programme = 1),
       (SELECT count(*) FROM impact.assessment a
         WHERE a.beneficiary = b.number AND a.programme = 1),
       (SELECT count(*) FROM person.eligibility_decision d
         WHERE d.beneficiary = b.number AND d.programme = 1),
       (SELECT count(*) FROM ledger.person_request q
         WHERE q.beneficiary = b.number AND q.programme = 1 AND q.closed_on IS NULL)
  FROM ledger.beneficiary b
  JOIN person.file f ON f.number = b.number AND f.programme = b.programme
 WHERE b.id = $1 AND b.programme = 1
   AND b.halted IS DISTINCT FROM 'forgotten' AND b.halted IS DISTINCT FROM 'merged'
   AND ($2::bigint IS NULL OR b.organisation = $2)
