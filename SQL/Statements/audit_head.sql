-- Where the chain ends: position and mac of the last link, or of the anchor (null before both); the
-- greatest entry linked; and the clock.
SELECT coalesce(l.position, a.position, 0), coalesce(l.mac, a.mac), coalesce(l.high, a.high, 0),
       clock_timestamp()
  FROM (VALUES (1)) AS one(row)
  LEFT JOIN LATERAL (
       SELECT k.position, k.mac, k.high FROM audit.link k
        WHERE k.programme = 1 ORDER BY k.position DESC LIMIT 1) AS l ON true
  LEFT JOIN LATERAL (
       SELECT n.position, n.mac, n.high FROM audit.anchor n
        WHERE n.programme = 1 ORDER BY n.position DESC LIMIT 1) AS a ON true
