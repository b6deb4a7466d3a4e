-- Writes the messages about notices (person.tell_notices); how many.
-- $1 date today  $2 integer days of notice  $3 timestamptz at, null for the database's clock
SELECT person.tell_notices($1, $2, $3)
