-- How many referrals were proposed to each garage since a day, and how many of these it let pass
-- without an answer in time.
-- $1 date first day  $2 timestamptz now, null for the database's clock
SELECT garage, count(*),
       count(*) FILTER (WHERE state = 'expired'
                           OR (state = 'proposed' AND answer_by < coalesce($2, now())))
  FROM ledger.referral
 WHERE programme = 1 AND created_on >= $1
 GROUP BY garage
 ORDER BY garage
