-- Enrols a batch of persons; one row a request (person.enrol_batch).
-- $1 text[] id drawn  $2 bigint[] organisation  $3, $4 double precision[] latitude, longitude
-- $5 text[] mode  $6 double precision[] km at most  $7 double precision[] minutes at most
-- $8 text[] brand  $9 integer[] year first registered  $10 integer[] odometer, km
-- $11 integer[] fiscal power  $12 boolean[] drives  (null is unknown)
-- $13 timestamptz[] at, null for the database's clock
-- $14 text[] request key  $15 bytea[] SHA-256 of the canonical request
SELECT request, outcome, id
  FROM person.enrol_batch($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
 ORDER BY request
