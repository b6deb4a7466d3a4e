-- Tokens that were not revoked, by their ids.
SELECT t.key_id, t.role, t.organisation, t.garage, t.created_at, t.expires_at, t.last_used_on
  FROM access.token t
 WHERE t.programme = 1 AND t.revoked_at IS NULL
 ORDER BY t.key_id
