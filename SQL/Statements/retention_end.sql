-- Ends requests that were closed, and tombstones, long ago; how many requests.
-- $1 date today  $2 integer months
SELECT person.end_register($1, $2)
