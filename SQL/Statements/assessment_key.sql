-- The assessment that a request key was used for, and what was asked with it.
-- $1 bigint organisation  $2 text request key
SELECT a.number, a.request_hash
  FROM impact.assessment a
 WHERE a.organisation = $1 AND a.request_key = $2 AND a.programme = 1
