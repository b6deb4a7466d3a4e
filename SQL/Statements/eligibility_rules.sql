-- Every version of every rule of eligibility.
SELECT r.rule, r.version, r.territory, r.criterion, r.ceiling_cents, r.proofs, r.proof_max_months,
       r.valid_from, r.valid_to
  FROM network.eligibility_rule r
 WHERE r.programme = 1
 ORDER BY r.rule, r.version
