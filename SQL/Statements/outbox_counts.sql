-- What CHECK says of the outbox and of whom nobody can reach.
-- $1 timestamptz now, null for the database's
SELECT (SELECT count(*) FROM notice.message m WHERE m.sent_at IS NULL AND m.dead_at IS NULL),
       (SELECT min(m.created_at) FROM notice.message m
         WHERE m.sent_at IS NULL AND m.dead_at IS NULL AND m.created_at <= coalesce($1, now())),
       (SELECT count(*) FROM notice.message m WHERE m.dead_at IS NOT NULL),
       (SELECT count(*) FROM notice.recipient r
         WHERE r.kind <> 'manager' AND r.email IS NULL AND r.waiting > 0),
       (SELECT coalesce(array_agg(x.id), '{}')
          FROM (SELECT r.id FROM notice.recipient r
                 WHERE r.kind <> 'manager' AND r.email IS NULL AND r.waiting > 0
                 ORDER BY r.waiting DESC, r.kind, r.id LIMIT 5) AS x)
