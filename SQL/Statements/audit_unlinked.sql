-- Entries that no link names, in the order of their numbers: number, and every column as the bytes
-- that PostgreSQL sends of a row, each with its type and its length before it.
-- $1 bigint only numbers above this  $2 bigint how many
SELECT e.number,
       record_send(ROW(e.programme, e.number, e.at, e.role, e.key_id, e.uid, e.organisation,
                       e.garage, e.action, e.object, e.asked, e.purpose, e.first_day, e.last_day,
                       e.row_count))
  FROM audit.entry e
 WHERE e.programme = 1 AND e.number > $1
   AND NOT EXISTS (SELECT FROM audit.link l
                    WHERE l.programme = 1 AND l.entry = e.number AND l.entry > $1)
 ORDER BY e.number
 LIMIT $2
