-- Grounds of decisions that another key than the newest sealed; held until they are written.
-- $1 bigint after this number  $2 smallint number of the newest key  $3 integer at most
SELECT s.number, b.id, s.grounds, s.sealed_with
  FROM person.eligibility_decision s
  JOIN ledger.beneficiary b ON b.number = s.beneficiary AND b.programme = s.programme
 WHERE s.programme = 1 AND s.number > $1 AND s.sealed_with <> $2
 ORDER BY s.number LIMIT $3::integer
   FOR UPDATE OF s SKIP LOCKED
