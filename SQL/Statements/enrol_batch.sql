-- Enrols a batch of persons; one row a request (person.enrol_batch).
-- $1 text[] id drawn  $2 bigint[] organisation  $3 bytea[] situation, sealed
-- $4 bytea[] identity, sealed, or null  $5 smallint number of the key that sealed them
-- $6 bytea[] keyed digest of name and birth date, or null  $7 bytea[] of the telephone, or null
-- $8 text[] version of the information that was given, or null
-- $9 text[] brand  $10 integer[] year first registered  $11 integer[] odometer, km
-- $12 integer[] fiscal power  $13 boolean[] drives  (null is unknown)
-- $14 timestamptz[] at, null for the database's clock
-- $15 text[] request key as kept  $16 bytea[] hash of the canonical request
-- $17 text[] role of who enrols  $18 text[] key of the token  $19 bigint[] account on the socket
SELECT request, outcome, id
  FROM person.enrol_batch($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16,
                          $17, $18, $19)
 ORDER BY request
