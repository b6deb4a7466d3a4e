-- What the export with a number is of, where the same caller began it not long ago.
-- $1 bigint number  $2 text role  $3 text public half of the token  $4 bigint account
-- $5 bigint organisation  $6 timestamptz now, null for the database's clock
-- $7 bigint seconds that an export lives
SELECT e.object, e.first_day, e.last_day
  FROM audit.entry e
 WHERE e.programme = 1 AND e.number = $1 AND e.action = 'export' AND e.role = $2
   AND e.first_day IS NOT NULL
   AND e.key_id IS NOT DISTINCT FROM $3 AND e.uid IS NOT DISTINCT FROM $4
   AND e.organisation IS NOT DISTINCT FROM $5
   AND e.at > coalesce($6, now()) - make_interval(secs => $7::bigint)
