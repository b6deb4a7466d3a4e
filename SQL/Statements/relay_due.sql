-- How many reminders and expiries are due, of people who are not halted.
-- $1 timestamptz at, null for the database's clock
SELECT count(*) FILTER (WHERE r.remind_at <= coalesce($1, now())
                          AND r.answer_by >= coalesce($1, now())),
       count(*) FILTER (WHERE r.answer_by < coalesce($1, now()))
  FROM ledger.referral r
 WHERE r.programme = 1 AND r.state = 'proposed'
   AND NOT ledger.is_halted(r.beneficiary)
