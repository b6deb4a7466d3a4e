-- A token that is neither revoked nor expired.
-- $1 text key id
SELECT key_id, secret_hash, role, organisation, garage, expires_at
  FROM access.token
 WHERE key_id = $1 AND programme = 1 AND revoked_at IS NULL AND expires_at > now()
