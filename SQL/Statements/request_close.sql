-- Closes a request; one that is closed stays as it is.
-- $1 bigint number  $2 bigint organisation, null for any  $3 text outcome  $4 date on
WITH own AS (
    SELECT q.number FROM ledger.person_request q
     WHERE q.number = $1 AND q.programme = 1 AND ($2::bigint IS NULL OR q.organisation = $2)),
closed AS (
    UPDATE ledger.person_request q
       SET closed_on = greatest(q.received_on, $4), outcome = $3
      FROM own WHERE q.number = own.number AND q.programme = 1 AND q.closed_on IS NULL
    RETURNING q.*),
found AS (
    SELECT * FROM closed
    UNION ALL
    SELECT q.* FROM ledger.person_request q JOIN own ON own.number = q.number
     WHERE q.programme = 1 AND NOT EXISTS (SELECT FROM closed))
SELECT f.number, b.id, f.organisation, f.kind, f.received_on, f.due_on, f.closed_on, f.outcome
  FROM found f
  LEFT JOIN ledger.beneficiary b ON b.number = f.beneficiary AND b.programme = f.programme
