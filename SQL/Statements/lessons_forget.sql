-- Forgets what a garage taught, and says so to every daemon.
-- $1 bigint its number
WITH gone AS (
    DELETE FROM network.lesson WHERE garage = $1 AND programme = 1 RETURNING garage)
UPDATE network.garage g SET rev = rev
 WHERE g.programme = 1 AND g.number IN (SELECT garage FROM gone)
