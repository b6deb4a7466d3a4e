-- How many people each organisation sent in a month and have a place, and how many of them came.
-- $1 date first day of the month
SELECT r.organisation, coalesce(p.id, ''), coalesce(p.name, ''), coalesce(p.kind, ''), count(*),
       count(r.received_on)
  FROM ledger.referral r
  LEFT JOIN network.prescriber p ON p.number = r.organisation AND p.programme = r.programme
 WHERE r.programme = 1 AND r.month = $1 AND ledger.is_committed(r.state)
 GROUP BY r.organisation, p.id, p.name, p.kind
 ORDER BY r.organisation
