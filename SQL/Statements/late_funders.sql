-- Garages with referrals whose funder has not answered by the date that was set: how many, and
-- since when the first.
-- $1 timestamptz now, null for the database's clock
SELECT garage, count(*), min(limit_at)
  FROM ledger.money_awaited
 WHERE programme = 1 AND is_asked AND limit_at <= coalesce($1, now())
 GROUP BY garage
 ORDER BY garage
