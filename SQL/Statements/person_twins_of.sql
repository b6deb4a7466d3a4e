-- Who has the same name and birth date as a person, or the same telephone, first enrolled first.
-- $1 text id  $2 bigint organisation, null for any  $3 bigint how many
SELECT t.id
  FROM ledger.beneficiary b
  JOIN person.file f ON f.number = b.number AND f.programme = b.programme
 CROSS JOIN LATERAL (
           SELECT n.number FROM person.file n
            WHERE n.programme = 1 AND n.name_digest = f.name_digest AND n.number <> f.number
           UNION
           SELECT p.number FROM person.file p
            WHERE p.programme = 1 AND p.phone_digest = f.phone_digest AND p.number <> f.number
       ) AS same
  JOIN ledger.beneficiary t ON t.number = same.number AND t.programme = 1
 WHERE b.id = $1 AND b.programme = 1 AND t.halted IS NULL
   AND ($2::bigint IS NULL OR t.organisation = $2)
 ORDER BY t.number
 LIMIT $3
