-- When somebody was forgotten.
-- $1 text id  $2 bigint organisation, null for any
SELECT t.forgotten_on FROM person.tombstone t
 WHERE t.digest = person.digest($1) AND t.programme = 1
   AND ($2::bigint IS NULL OR t.organisation = $2)
