-- Messages, the latest first: what they are about by code, never what they say.
-- $1 text waiting, sent or dead; null for any  $2 bigint only numbers below this, null for all
-- $3 bigint how many
SELECT m.number, m.key,
       CASE WHEN m.sent_at IS NOT NULL THEN 'sent' WHEN m.dead_at IS NOT NULL THEN 'dead'
            ELSE 'waiting' END,
       m.kind, coalesce(g.id, p.id, ''), m.template, m.channel, m.created_at, m.due_at,
       m.attempts::integer, m.last_error, coalesce(m.sent_at, m.dead_at)
  FROM notice.message m
  LEFT JOIN network.garage g
    ON m.kind = 'garage' AND g.number = m.recipient AND g.programme = m.programme
  LEFT JOIN network.prescriber p
    ON m.kind = 'prescriber' AND p.number = m.recipient AND p.programme = m.programme
 WHERE m.programme = 1
   AND ($1::text IS NULL OR $1 = CASE WHEN m.sent_at IS NOT NULL THEN 'sent'
                                      WHEN m.dead_at IS NOT NULL THEN 'dead' ELSE 'waiting' END)
   AND ($2::bigint IS NULL OR m.number < $2)
 ORDER BY m.number DESC
 LIMIT $3
