-- The audit, latest first.
-- $1 bigint only numbers below this, null for all  $2 bigint how many
SELECT e.number, e.at, e.role, e.key_id, e.uid, e.organisation, e.garage, e.action, e.object,
       e.asked, e.row_count
  FROM audit.entry e
 WHERE e.programme = 1 AND ($1::bigint IS NULL OR e.number < $1)
 ORDER BY e.number DESC
 LIMIT $2
