-- What the indicators of both partners are computed of (impact.figures).
-- $1 date first day  $2 date last day  $3 bigint organisation, null for any
-- $4 text none, month, territory or kind  $5 date today
SELECT key, figure, dimension, counts, samples
  FROM impact.figures($1, $2, $3, $4, $5)
