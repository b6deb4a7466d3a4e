-- Writes down what a person asked for; the same of the same day is the one that is there.
-- $1 text id  $2 bigint organisation, null for any  $3 text kind  $4 date received on
INSERT INTO ledger.person_request AS q (beneficiary, organisation, kind, received_on, due_on)
SELECT b.number, b.organisation, $3, $4, ($4::date + interval '1 month')::date
  FROM ledger.beneficiary b
 WHERE b.id = $1 AND b.programme = 1
   AND b.halted IS DISTINCT FROM 'forgotten' AND b.halted IS DISTINCT FROM 'merged'
   AND ($2::bigint IS NULL OR b.organisation = $2)
    ON CONFLICT (beneficiary, kind, received_on, programme)
 WHERE beneficiary IS NOT NULL AND closed_on IS NULL
    DO UPDATE SET kind = excluded.kind
RETURNING q.number, $1::text, q.organisation, q.kind, q.received_on, q.due_on, q.closed_on,
          q.outcome
