-- Reasons of overrides that another key than the newest sealed.
-- $1 bigint after this number  $2 text number of the newest key  $3 integer at most
SELECT r.number, b.id, r.override_reason
  FROM ledger.referral r
  JOIN ledger.beneficiary b ON b.number = r.beneficiary AND b.programme = r.programme
 WHERE r.programme = 1 AND r.number > $1 AND r.override_reason <> ''
   AND split_part(r.override_reason, ':', 1) <> $2::text
 ORDER BY r.number LIMIT $3::integer
