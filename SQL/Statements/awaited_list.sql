-- What waits for somebody, the most urgent first.
-- $1 text whom  $2 bigint organisation, null for any  $3 bigint garage, null for any
-- $4 text[] matters  $5 timestamptz now, null for the database's clock
-- $6 timestamptz, $7 bigint go on after what was due then, of that number; null for the first page
-- $8 bigint how many  $9 text[] states
SELECT r.number, r.code, r.organisation, b.id, r.garage, r.state, r.month, r.created_at,
       r.answer_by, r.committed_then::integer, r.rank::integer, r.km, r.extra_km, r.received_on,
       r.quote, r.outcome, p.code, n.code, r.attempt::integer, a.matter, a.since, a.due
  FROM (SELECT * FROM ledger.awaited a
         WHERE a.programme = 1 AND a.whom = $1 AND a.matter = ANY ($4) AND a.state = ANY ($9)
           AND ($2::bigint IS NULL OR a.organisation = $2)
           AND ($3::bigint IS NULL OR a.garage = $3)
           AND (NOT a.only_late OR a.due <= coalesce($5, now()))
           AND (a.kept_days IS NULL
                OR a.since > coalesce($5, now()) - make_interval(days => a.kept_days))
           AND ($6::timestamptz IS NULL OR (a.due, a.number) > ($6, $7))
         ORDER BY a.due, a.number
         LIMIT $8) AS a
  JOIN ledger.referral r ON r.number = a.number AND r.programme = a.programme
  JOIN ledger.beneficiary b ON b.number = r.beneficiary AND b.programme = r.programme
  LEFT JOIN ledger.referral p ON p.number = r.previous AND p.programme = r.programme
  LEFT JOIN ledger.referral n ON n.previous = r.number AND n.programme = r.programme
 ORDER BY a.due, a.number
