-- Whether this session is now the one that runs a job; it stays so until it ends, however it ends.
-- $1 int the job's place among all jobs
SELECT pg_try_advisory_lock(7480, $1::integer)
