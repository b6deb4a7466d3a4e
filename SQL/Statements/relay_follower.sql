-- What follows a referral, if the caller may see that one: its code, and whether it was asked for
-- by this key and request.
-- $1 text code  $2 bigint organisation, null for any  $3 bigint garage, null for any
-- $4 text request key  $5 bytea SHA-256 of the canonical request
SELECT r.state, f.code, f.request_key = $4, f.request_hash = $5
  FROM ledger.referral r
  LEFT JOIN ledger.referral f ON f.programme = 1 AND f.previous = r.number
 WHERE r.programme = 1 AND r.code = $1
   AND ($2::bigint IS NULL OR r.organisation = $2)
   AND ($3::bigint IS NULL OR r.garage = $3)
