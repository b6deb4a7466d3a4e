-- Takes the right to link, until the transaction ends; false where another has it and nobody waits.
-- $1 boolean whether to wait
SELECT CASE WHEN $1 THEN pg_advisory_xact_lock(7480, 1001) IS NOT NULL
            ELSE pg_try_advisory_xact_lock(7480, 1001) END
