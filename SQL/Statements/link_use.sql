-- Uses a link, once.
-- $1 bytea SHA-256 of the secret  $2 timestamptz now, null for the database's
SELECT u.outcome, u.code, u.garage, u.purpose FROM access.use_link($1, $2) AS u
