-- The alerts that were raised and not cleared yet.
SELECT rule, garage, level, raised_at, level_since
  FROM alerting.alert
 WHERE programme = 1 AND cleared_at IS NULL
 ORDER BY rule, garage
