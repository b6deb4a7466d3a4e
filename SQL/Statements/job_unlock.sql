-- Lets another session run what this one ran.
SELECT pg_advisory_unlock_all()::text
