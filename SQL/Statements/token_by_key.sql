-- A token that was not revoked, unless its organisation's authorisation was refused. Whether it has
-- expired is for the caller's clock to say, which a rehearsal may have set.
-- $1 text key id
SELECT t.key_id, t.secret_hash, t.role, t.organisation, t.garage, t.expires_at
  FROM access.token t
 WHERE t.key_id = $1 AND t.programme = 1 AND t.revoked_at IS NULL
   AND NOT EXISTS (SELECT FROM network.prescriber p
                    WHERE p.number = t.organisation AND p.programme = t.programme
                      AND p.authorisation = 'refused')
