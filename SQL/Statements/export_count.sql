-- How many rows an export has.
-- $1 date first day  $2 date last day  $3 bigint organisation, null for any  $4 text what
SELECT CASE $4
    WHEN 'referrals' THEN
        (SELECT count(*) FROM ledger.referral r
          WHERE r.programme = 1 AND r.created_on BETWEEN $1 AND $2
            AND ($3::bigint IS NULL OR r.organisation = $3))
    WHEN 'months' THEN
        (SELECT count(*) FROM ledger.garage_month m
          WHERE m.programme = 1 AND m.month BETWEEN ledger.month_of($1) AND $2
            AND $3::bigint IS NULL)
    ELSE
        (SELECT count(*) FROM ledger.referral_event e
          WHERE e.programme = 1 AND e.on_day BETWEEN $1 AND $2
            AND ($4 = 'steps' OR e.event IN ('quoted', 'quote-accepted', 'quote-refused',
                                             'funding-wait', 'unrepairable'))
            AND ($3::bigint IS NULL OR EXISTS (
                     SELECT FROM ledger.referral r
                      WHERE r.number = e.referral AND r.programme = 1 AND r.organisation = $3)))
    END
