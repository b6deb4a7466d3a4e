-- Forgets news that every daemon has long told.
-- $1 integer how old, seconds
DELETE FROM ledger.news WHERE at < now() - make_interval(secs => $1::integer)
