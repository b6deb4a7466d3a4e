-- Forgets people (person.forget); how many.
-- $1 bigint[] numbers  $2 text[] departments  $3 text[] age bands  $4 text role
-- $5 bigint organisation or null  $6 text channel
-- $7 date only those whose last contact is that day or earlier, null for all
-- $8 date and who were noticed by then  $9 timestamptz at, null for the database's clock
SELECT person.forget($1, $2, $3, $4, $5, $6, $7, $8, $9)
