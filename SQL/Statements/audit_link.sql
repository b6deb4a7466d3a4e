-- Adds links to the chain.
-- $1 bigint[] position  $2 bigint[] entry  $3 bigint[] greatest entry up to there
-- $4 timestamptz when  $5 bytea[] mac
INSERT INTO audit.link (position, entry, high, linked_at, mac)
SELECT t.position, t.entry, t.high, $4, t.mac
  FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $5::bytea[])
    AS t(position, entry, high, mac)
