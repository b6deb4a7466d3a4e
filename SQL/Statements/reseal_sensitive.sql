-- Answers on health and ability that another key than the newest sealed; held until written.
-- $1 bigint after this number  $2 smallint number of the newest key  $3 integer at most
SELECT s.assessment, b.id, s.sealed, s.sealed_with
  FROM person.sensitive_answer s
  JOIN ledger.beneficiary b ON b.number = s.beneficiary AND b.programme = s.programme
 WHERE s.programme = 1 AND s.assessment > $1 AND s.sealed_with <> $2
 ORDER BY s.assessment LIMIT $3::integer
   FOR UPDATE OF s SKIP LOCKED
