-- Who can be told and where, or who cannot: those without an e-mail, who have most waiting first.
-- $1 text kind, null for any  $2 bigint number, null for any
-- $3 boolean only those without an e-mail, else only those with a contact  $4 bigint how many
SELECT r.kind, r.number, r.id, r.email, r.webhook, r.language, r.wants_digest, r.immediate,
       r.waiting
  FROM notice.recipient r
 WHERE r.programme = 1
   AND ($1::text IS NULL OR r.kind = $1) AND ($2::bigint IS NULL OR r.number = $2)
   AND CASE WHEN $3 THEN r.email IS NULL ELSE r.has_contact END
 ORDER BY CASE WHEN $3 THEN -r.waiting END, r.kind, r.id
 LIMIT $4
