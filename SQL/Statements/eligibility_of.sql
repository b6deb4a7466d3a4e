-- What was decided of a person, and of those who were merged into them, newest first.
-- $1 text pseudonym
SELECT w.id, d.result, d.grounds, d.sealed_with, d.on_day, d.valid_until, d.decided_at, d.by_role
  FROM ledger.beneficiary b
  JOIN ledger.beneficiary w
    ON w.programme = 1 AND (w.number = b.number OR w.merged_into = b.number)
  JOIN person.eligibility_decision d ON d.beneficiary = w.number AND d.programme = 1
 WHERE b.id = $1 AND b.programme = 1
 ORDER BY d.number DESC
