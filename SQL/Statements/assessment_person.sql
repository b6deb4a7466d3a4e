-- The file of a person who is about to be assessed, which nobody else changes until the end of the
-- transaction. Nobody who was forgotten or merged.
-- $1 text id  $2 bigint organisation, null for any
SELECT b.number, b.organisation, b.halted, f.situation, f.sealed_with, f.clear::text
  FROM ledger.beneficiary b
  JOIN person.file f ON f.number = b.number AND f.programme = b.programme
 WHERE b.id = $1 AND b.programme = 1
   AND coalesce(b.halted, '') NOT IN ('forgotten', 'merged')
   AND ($2::bigint IS NULL OR b.organisation = $2)
   FOR UPDATE OF f
