-- Counters equal the rows, nothing above a cap, one open referral a person, one a request key,
-- events that lead to the state.
SELECT what, id, day::text, found, expected FROM ledger.invariant_violation
