-- Entries of the audit, latest first.
-- $1 bigint only numbers below this, null for all  $2 text object, null for any
-- $3 text action, null for any  $4 timestamptz not before, null for ever
-- $5 text key of the actor's token, null for any  $6 bigint how many
SELECT e.number, e.at, e.role, e.key_id, e.uid, e.organisation, e.garage, e.action, e.object,
       e.asked, e.purpose, e.row_count
  FROM audit.entry e
 WHERE e.programme = 1
   AND ($1::bigint IS NULL OR e.number < $1)
   AND ($2::text IS NULL OR e.object = $2)
   AND ($3::text IS NULL OR e.action = $3)
   AND ($4::timestamptz IS NULL OR e.at >= $4)
   AND ($5::text IS NULL OR e.key_id = $5)
 ORDER BY e.number DESC
 LIMIT $6
