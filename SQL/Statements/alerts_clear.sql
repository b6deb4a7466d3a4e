-- Clears alerts; one that is cleared already stays as it was.
-- $1 text[] rule  $2 bigint[] garage  $3 timestamptz now, null for the database's
UPDATE alerting.alert a
   SET cleared_at = greatest(a.level_since, coalesce($3, now()))
  FROM unnest($1::text[], $2::bigint[]) AS n(rule, garage)
 WHERE a.rule = n.rule AND a.garage = n.garage AND a.programme = 1 AND a.cleared_at IS NULL
