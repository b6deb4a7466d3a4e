-- What a referral waits for.
-- $1 bigint its number  $2 timestamptz now, null for the database's clock
SELECT matter, since, due
  FROM ledger.awaited
 WHERE number = $1 AND programme = 1
   AND (NOT only_late OR due <= coalesce($2, now()))
   AND (kept_days IS NULL OR since > coalesce($2, now()) - make_interval(days => kept_days))
 ORDER BY due, matter
