-- Keeps how a person travels after an assessment, and that somebody spoke with them.
-- $1 bigint person  $2 bytea situation  $3 smallint key that sealed it  $4 date of the assessment
UPDATE person.file f
   SET situation = $2, sealed_with = $3, clear = NULL,
       last_contact_on = greatest(f.last_contact_on, $4)
 WHERE f.number = $1 AND f.programme = 1
