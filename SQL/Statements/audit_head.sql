-- Where the chain ends: position and mac of the last link, or of the anchor (null before both); the
-- greatest entry linked; the greatest that was linked so long ago that nothing below it can still
-- be on its way; and the clock.
-- $1 bigint seconds after which nothing is on its way
SELECT coalesce(l.position, a.position, 0), coalesce(l.mac, a.mac),
       coalesce(l.high, a.high, 0), coalesce(o.high, a.high, 0), clock_timestamp()
  FROM (VALUES (1)) AS one(row)
  LEFT JOIN LATERAL (
       SELECT k.position, k.mac, k.high FROM audit.link k
        WHERE k.programme = 1 ORDER BY k.position DESC LIMIT 1) AS l ON true
  LEFT JOIN LATERAL (
       SELECT n.position, n.mac, n.high FROM audit.anchor n
        WHERE n.programme = 1 ORDER BY n.position DESC LIMIT 1) AS a ON true
  LEFT JOIN LATERAL (
       SELECT k.high FROM audit.link k
        WHERE k.programme = 1
          AND k.linked_at < clock_timestamp() - make_interval(secs => $1::bigint)
        ORDER BY k.position DESC LIMIT 1) AS o ON true
