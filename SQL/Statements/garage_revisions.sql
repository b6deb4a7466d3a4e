-- The numbers and revisions of some garages, which stay locked until the end of the transaction.
-- $1 text[] ids
SELECT number, id, rev
  FROM network.garage
 WHERE id = ANY ($1) AND programme = 1
 ORDER BY number
   FOR NO KEY UPDATE
