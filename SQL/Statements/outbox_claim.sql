-- Takes messages that are due, so that nobody else sends them until the lease ends.
-- $1 timestamptz now, null for the database's  $2 bigint how many
-- $3 integer seconds that the lease lasts  $4 integer tries after which a message is given up
SELECT c.key, c.attempt, c.channel, c.kind, c.id, c.template, c.language, c.address, c.payload,
       c.created_at
  FROM notice.claim($1, $2, $3, $4) AS c
