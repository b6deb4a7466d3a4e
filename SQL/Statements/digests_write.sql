-- Writes the digests of the day unless they are there; says for how many recipients.
-- $1 timestamptz now, null for the database's  $2 boolean only count
SELECT notice.write_digests($1, $2)
