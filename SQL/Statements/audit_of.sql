-- Entries of the audit of one object, first to last.
-- $1 text object
SELECT e.number, e.at, e.role, e.key_id, e.uid, e.organisation, e.garage, e.action, e.object,
       e.asked, e.purpose, e.row_count
  FROM audit.entry e
 WHERE e.programme = 1 AND e.object = $1
 ORDER BY e.number
