-- Garages whose pause has ended and that are still marked as paused.
-- $1 date today
SELECT id FROM network.garage
 WHERE programme = 1 AND status = 'paused' AND paused_until < $1
 ORDER BY id
