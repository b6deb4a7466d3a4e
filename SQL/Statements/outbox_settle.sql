-- Writes how deliveries ended: sent, to be tried again, or given up. What somebody else took
-- meanwhile, because the lease had ended, is theirs to settle, unless it was sent.
-- $1 text[] key  $2 integer[] attempt  $3 integer[] seconds until the next try: -1 for sent, -2 for
-- given up  $4 text[] class of the error, null for sent  $5 timestamptz now, null for the
-- database's
UPDATE notice.message m
   SET sent_at = CASE WHEN d.seconds = -1 THEN coalesce($5, now()) END,
       dead_at = CASE WHEN d.seconds = -2 THEN coalesce($5, now()) END,
       due_at = CASE WHEN d.seconds >= 0
                     THEN coalesce($5, now()) + make_interval(secs => d.seconds)
                     ELSE m.due_at END,
       last_error = d.error, claimed_until = NULL
  FROM unnest($1::text[], $2::integer[], $3::integer[], $4::text[])
    AS d(key, attempt, seconds, error)
 WHERE m.key = d.key AND m.programme = 1 AND m.sent_at IS NULL
   AND (d.seconds = -1 OR m.attempts = d.attempt)
   AND (d.seconds = -1 OR m.dead_at IS NULL)
