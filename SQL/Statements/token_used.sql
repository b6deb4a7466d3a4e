-- Remembers the last day that a token was used on.
-- $1 text key id  $2 date the day
UPDATE access.token SET last_used_on = $2
 WHERE key_id = $1 AND programme = 1 AND (last_used_on IS NULL OR last_used_on < $2)
