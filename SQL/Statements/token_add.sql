-- Keeps a token.
-- $1 text key id  $2 bytea SHA-256 of the secret  $3 text role  $4 bigint organisation or null
-- $5 bigint garage or null  $6 timestamptz expires at
INSERT INTO access.token (key_id, secret_hash, role, organisation, garage, expires_at)
VALUES ($1, $2, $3, $4, $5, $6)
