-- Remembers that somebody read, wrote or took away something; gives the number of the entry.
-- $1 timestamptz when, null for the database's clock  $2 text role  $3 text key of the token
-- $4 bigint account on the Unix socket  $5 bigint organisation  $6 bigint garage  $7 text action
-- $8 text object  $9 text what was asked  $10 text why  $11 date first day, of an export of rows
-- $12 date last day  $13 bigint rows
INSERT INTO audit.entry
    (at, role, key_id, uid, organisation, garage, action, object, asked, purpose, first_day,
     last_day, row_count)
VALUES (coalesce($1, now()), $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
RETURNING number
