-- What a load needs besides the rows: what it sees, the first day that anybody was referred on, and
-- who waits for a garage.
SELECT pg_current_snapshot()::text,
       (SELECT min(day) FROM ledger.garage_day WHERE programme = 1),
       (SELECT count(*) FROM ledger.unplaced WHERE ended_at IS NULL),
       (SELECT min(since_on) FROM ledger.unplaced WHERE ended_at IS NULL)
