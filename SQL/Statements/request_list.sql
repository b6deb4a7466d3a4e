-- Requests of persons, in the order in which they were written down.
-- $1 boolean open  $2 bigint organisation, null for any  $3 bigint above this number, null for all
-- $4 bigint how many
SELECT q.number, b.id, q.organisation, q.kind, q.received_on, q.due_on, q.closed_on, q.outcome
  FROM ledger.person_request q
  LEFT JOIN ledger.beneficiary b ON b.number = q.beneficiary AND b.programme = q.programme
 WHERE q.programme = 1 AND (q.closed_on IS NULL) = $1
   AND ($2::bigint IS NULL OR q.organisation = $2)
   AND ($3::bigint IS NULL OR q.number > $3)
 ORDER BY q.number
 LIMIT $4
