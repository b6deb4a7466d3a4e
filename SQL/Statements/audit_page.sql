-- Links in their order, with the entry of each as audit_unlinked.sql has it, null where it is gone.
-- $1 bigint only positions above this  $2 bigint how many
SELECT l.position, l.entry, l.high,
       CASE WHEN isfinite(l.linked_at) THEN l.linked_at ELSE 'epoch'::timestamptz END,
       l.mac,
       CASE WHEN e.number IS NOT NULL THEN
           record_send(ROW(e.programme, e.number, e.at, e.role, e.key_id, e.uid, e.organisation,
                           e.garage, e.action, e.object, e.asked, e.purpose, e.first_day,
                           e.last_day, e.row_count)) END
  FROM audit.link l
  LEFT JOIN audit.entry e ON e.number = l.entry AND e.programme = l.programme
 WHERE l.programme = 1 AND l.position > $1
 ORDER BY l.position
 LIMIT $2
