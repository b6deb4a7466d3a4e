-- Files of persons that another key than the newest sealed, or none; held until they are written.
-- $1 bigint after this number  $2 smallint number of the newest key  $3 integer at most
SELECT f.number, b.id, f.situation, f.identity, f.sealed_with, f.clear::text
  FROM person.file f
  JOIN ledger.beneficiary b ON b.number = f.number AND b.programme = f.programme
 WHERE f.programme = 1 AND f.number > $1
   AND (f.sealed_with <> $2 OR f.clear IS NOT NULL)
 ORDER BY f.number LIMIT $3::integer
   FOR UPDATE OF f SKIP LOCKED
