-- Writes files that were sealed again.
-- $1 bigint[] numbers  $2 bytea[] situation or null  $3 bytea[] identity or null  $4 smallint key
UPDATE person.file f
   SET situation = q.situation, identity = q.identity, sealed_with = $4, clear = NULL
  FROM unnest($1::bigint[], $2::bytea[], $3::bytea[]) AS q(number, situation, identity)
 WHERE f.programme = 1 AND f.number = q.number
