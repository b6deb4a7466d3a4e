-- Writes that a run begins; 0 where its period was done already.
-- $1 text job  $2 text period  $3 text holder  $4 bool once a period  $5 timestamptz now, null for
-- the database's clock
SELECT number FROM operation.begin_run($1, $2, $3, $4, $5)
