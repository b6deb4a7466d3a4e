-- Writes how a run ended, once.
-- $1 bigint number  $2 text outcome  $3 bigint milliseconds  $4 text result
-- $5 timestamptz now, null for the database's clock
UPDATE operation.job_run
   SET ended_at = greatest(started_at, coalesce($5, clock_timestamp())), outcome = $2,
       duration_ms = $3, result = $4
 WHERE number = $1 AND programme = 1 AND ended_at IS NULL
RETURNING number
