-- Opens again the garages whose pause has ended; the trigger remembers the absence.
-- $1 date today
UPDATE network.garage
   SET status = 'active', paused_until = NULL, pause_reason = ''
 WHERE programme = 1 AND status = 'paused' AND paused_until < $1
RETURNING id
