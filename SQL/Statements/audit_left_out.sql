-- The first entry up to a number that no link names; no row where there is none.
-- $1 bigint the number
SELECT e.number
  FROM audit.entry e
 WHERE e.programme = 1 AND e.number <= $1
   AND NOT EXISTS (SELECT FROM audit.link l WHERE l.programme = 1 AND l.entry = e.number)
 ORDER BY e.number
 LIMIT 1
