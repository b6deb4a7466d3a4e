-- Repairs that ended, one way or the other, and whose person has not said how it went.
-- $1 date the last day of those that have waited long enough
SELECT r.code
  FROM ledger.referral r
 WHERE r.programme = 1 AND r.state IN ('repaired', 'not-repaired')
   AND NOT ledger.is_halted(r.beneficiary)
   AND (SELECT max(e.on_day) FROM ledger.referral_event e
         WHERE e.referral = r.number AND e.programme = r.programme
           AND e.event IN ('repaired', 'not-repaired')) <= $1
 ORDER BY r.number
