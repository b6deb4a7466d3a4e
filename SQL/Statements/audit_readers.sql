-- Who read or took away the files of more than so many persons within one hour, in the last day:
-- since when, and the most persons at once. A person counts for an hour after each time.
-- $1 bigint how many persons  $2 timestamptz now, null for the database's clock
WITH looked AS (
    SELECT e.role, e.key_id, e.uid, e.organisation, e.garage, e.at,
           lag(e.at) OVER person AS before, lead(e.at) OVER person AS after
      FROM audit.entry e
     WHERE e.programme = 1 AND e.action IN ('read', 'export') AND e.object ~ '^B'
       AND e.at > coalesce($2, now()) - interval '25 hours' AND e.at <= coalesce($2, now())
    WINDOW person AS (PARTITION BY e.role, e.key_id, e.uid, e.organisation, e.garage, e.object
                          ORDER BY e.at, e.number)),
counted AS (
    SELECT c.role, c.key_id, c.uid, c.organisation, c.garage, c.moment,
           sum(c.change) OVER (PARTITION BY c.role, c.key_id, c.uid, c.organisation, c.garage
                                   ORDER BY c.moment, c.change
                                    ROWS UNBOUNDED PRECEDING) AS persons
      FROM (SELECT f.role, f.key_id, f.uid, f.organisation, f.garage, f.at AS moment, 1 AS change
              FROM looked f WHERE f.before IS NULL OR f.at - f.before >= interval '1 hour'
             UNION ALL
            SELECT l.role, l.key_id, l.uid, l.organisation, l.garage, l.at + interval '1 hour', -1
              FROM looked l WHERE l.after IS NULL OR l.after - l.at >= interval '1 hour') AS c)
SELECT n.role, n.key_id, n.uid, n.organisation, n.garage, min(n.moment), max(n.persons)::bigint
  FROM counted n
 WHERE n.persons > $1 AND n.moment > coalesce($2, now()) - interval '24 hours'
 GROUP BY n.role, n.key_id, n.uid, n.organisation, n.garage
 ORDER BY min(n.moment), n.key_id, n.uid
