-- Forgets what every daemon has long known of: they look every few seconds.
-- $1 integer how old, seconds
DELETE FROM ledger.change WHERE at < now() - make_interval(secs => $1::integer)
