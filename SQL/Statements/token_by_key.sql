-- A token that was not revoked. Whether it has expired is for the caller's clock to say, which a
-- rehearsal may have set.
-- $1 text key id
SELECT key_id, secret_hash, role, organisation, garage, expires_at
  FROM access.token
 WHERE key_id = $1 AND programme = 1 AND revoked_at IS NULL
