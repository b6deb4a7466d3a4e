-- How the register of requests stands.
SELECT count(*), min(q.received_on), min(q.due_on)
  FROM ledger.person_request q WHERE q.programme = 1 AND q.closed_on IS NULL
