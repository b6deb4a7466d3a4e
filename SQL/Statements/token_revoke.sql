-- Revokes a token; one row if it was there and not revoked.
-- $1 text key id
UPDATE access.token SET revoked_at = now()
 WHERE key_id = $1 AND programme = 1 AND revoked_at IS NULL
RETURNING key_id
