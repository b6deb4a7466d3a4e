-- A page of those whose time is over by what is filed; person.forget looks again at each.
-- $1 date last contact at the latest  $2 date noticed at the latest  $3 bigint above this number
-- $4 bigint how many
SELECT f.number, b.id, f.situation, f.sealed_with, f.clear::text, f.identity
  FROM person.file f
  JOIN ledger.beneficiary b ON b.number = f.number AND b.programme = f.programme
 WHERE f.programme = 1 AND f.number > $3
   AND f.last_contact_on <= $1 AND f.noticed_on <= $2 AND f.noticed_on > f.last_contact_on
   AND b.halted IS DISTINCT FROM 'merged'
 ORDER BY f.number
 LIMIT $4
