-- Calls off what is open for somebody who objects; how many people.
-- $1 timestamptz at, null for the database's clock
SELECT person.sweep_halted($1)
