-- Makes a message that was not sent due at once, with all its tries before it.
-- $1 text key  $2 timestamptz now, null for the database's
UPDATE notice.message m
   SET due_at = coalesce($2, now()), attempts = 0, dead_at = NULL, claimed_until = NULL
 WHERE m.key = $1 AND m.programme = 1 AND m.sent_at IS NULL
RETURNING m.key
