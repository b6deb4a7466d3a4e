-- The reasons of overrides that were sealed for a pseudonym.
-- $1 bigint number of the pseudonym
SELECT r.number, r.override_reason
  FROM ledger.referral r
 WHERE r.programme = 1 AND r.beneficiary = $1 AND r.override_reason <> ''
 ORDER BY r.number
