-- The keys that this database was sealed with.
SELECT number, fingerprint FROM person.key ORDER BY number
