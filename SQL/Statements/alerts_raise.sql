-- Raises alerts, or brings open ones to another level; one that is at its level keeps its instant.
-- Instants never go back: a clock that was set may.
-- $1 text[] rule  $2 bigint[] garage  $3 text[] level  $4 timestamptz now, null for the database's
INSERT INTO alerting.alert AS a (rule, garage, level, raised_at, level_since)
SELECT n.rule, n.garage, n.level, coalesce($4, now()), coalesce($4, now())
  FROM unnest($1::text[], $2::bigint[], $3::text[]) AS n(rule, garage, level)
  JOIN network.garage g ON g.number = n.garage AND g.programme = 1
 ORDER BY n.rule, n.garage
    ON CONFLICT (rule, garage, programme) WHERE cleared_at IS NULL
    DO UPDATE SET level = excluded.level,
                  level_since = greatest(a.level_since, excluded.level_since)
     WHERE a.level <> excluded.level
