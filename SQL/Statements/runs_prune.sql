-- Forgets runs so old that nobody asks, and what they found.
-- $1 int days  $2 timestamptz now, null for the database's clock
DELETE FROM operation.job_run
 WHERE programme = 1 AND number IN (SELECT operation.old_runs($1, $2))
RETURNING number
