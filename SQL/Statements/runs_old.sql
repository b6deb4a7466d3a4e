-- How many runs are so old that nobody asks.
-- $1 int days  $2 timestamptz now, null for the database's clock
SELECT count(*) FROM operation.old_runs($1, $2)
