-- The greatest entry that was linked so long ago that nothing below it can still be on its way. All
-- links that are younger are read.
-- $1 bigint seconds after which nothing is on its way
SELECT coalesce(
    (SELECT k.high FROM audit.link k
      WHERE k.programme = 1
        AND k.linked_at < (SELECT clock_timestamp() - make_interval(secs => $1::bigint))
      ORDER BY k.position DESC LIMIT 1),
    (SELECT n.high FROM audit.anchor n
      WHERE n.programme = 1 ORDER BY n.position DESC LIMIT 1),
    0)
