-- Referrals, latest first.
-- $1 bigint organisation, null for any  $2 bigint garage, null for any
-- $3 text[] states  $4 bigint only numbers below this, null for all  $5 bigint how many
SELECT r.number, r.code, r.organisation, b.id, r.garage, r.state, r.month, r.created_at, r.answer_by,
       r.committed_then::integer, r.rank::integer, r.km, r.extra_km, r.received_on, r.quote,
       r.outcome, p.code, n.code, r.attempt::integer
  FROM (SELECT * FROM ledger.referral r
         WHERE r.programme = 1 AND r.state = ANY ($3)
           AND ($1::bigint IS NULL OR r.organisation = $1)
           AND ($2::bigint IS NULL OR r.garage = $2)
           AND ($4::bigint IS NULL OR r.number < $4)
         ORDER BY r.number DESC
         LIMIT $5) AS r
  JOIN ledger.beneficiary b ON b.number = r.beneficiary AND b.programme = r.programme
  LEFT JOIN ledger.referral p ON p.number = r.previous AND p.programme = r.programme
  LEFT JOIN ledger.referral n ON n.previous = r.number AND n.programme = r.programme
 ORDER BY r.number DESC
