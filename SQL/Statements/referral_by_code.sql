-- One referral, if the caller may see it.
-- $1 text code  $2 bigint organisation, null for any  $3 bigint garage, null for any
SELECT r.number, r.code, r.organisation, b.id, r.garage, r.state, r.month, r.created_at, r.answer_by,
       r.committed_then::integer, r.rank::integer, r.km, r.extra_km, r.received_on, r.quote,
       r.outcome, p.code, n.code, r.attempt::integer
  FROM ledger.referral r
  JOIN ledger.beneficiary b ON b.number = r.beneficiary AND b.programme = r.programme
  LEFT JOIN ledger.referral p ON p.number = r.previous AND p.programme = r.programme
  LEFT JOIN ledger.referral n ON n.previous = r.number AND n.programme = r.programme
 WHERE r.code = $1 AND r.programme = 1
   AND ($2::bigint IS NULL OR r.organisation = $2)
   AND ($3::bigint IS NULL OR r.garage = $3)
