-- How each funder of a referral stands, in the order in which they were first asked.
-- $1 bigint its number
SELECT n.funder, n.state, n.asked_cents, n.granted_cents, n.paid_cents, n.until_day, n.recorded_at
  FROM ledger.funding_now n
 WHERE n.referral = $1 AND n.programme = 1
 ORDER BY (SELECT min(f.version) FROM ledger.funding f
            WHERE f.referral = n.referral AND f.programme = n.programme AND f.funder = n.funder)
