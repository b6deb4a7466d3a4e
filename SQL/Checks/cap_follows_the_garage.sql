-- From this month on, a month's cap is the garage's, or what was committed before it was lowered.
SELECT 'cap is not the garage''s' AS what, m.garage::text AS id, m.month::text AS day,
       m.cap::bigint AS found, greatest(g.monthly_cap, m.committed)::bigint AS expected
  FROM ledger.garage_month m
  JOIN network.garage g ON g.number = m.garage AND g.programme = m.programme
 WHERE m.month >= ledger.month_of(ledger.paris_day(now()))
   AND m.cap <> greatest(g.monthly_cap, m.committed)
