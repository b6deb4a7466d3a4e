-- Writes what was sealed again.
-- $1 bigint[] numbers  $2 bytea[] sealed  $3 smallint key
UPDATE person.answer s
   SET sealed = q.sealed, sealed_with = $3
  FROM unnest($1::bigint[], $2::bytea[]) AS q(number, sealed)
 WHERE s.programme = 1 AND s.assessment = q.number
