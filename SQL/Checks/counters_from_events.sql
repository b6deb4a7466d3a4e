-- The counters of every month once more, from the events: of the referrals' rows only the garage and
-- the month that somebody may have corrected have a say, of the triggers nothing.
SELECT 'counter is not the events' AS what, coalesce(m.garage, e.garage)::text AS id,
       coalesce(m.month, e.month)::text AS day,
       (coalesce(m.committed, 0) * 1000 + coalesce(m.received, 0))::bigint AS found,
       (coalesce(e.committed, 0) * 1000 + coalesce(e.received, 0))::bigint AS expected
  FROM (SELECT garage, month, committed, received FROM ledger.garage_month
         WHERE programme = 1) AS m
  FULL JOIN (
       SELECT c.garage, c.month, sum(c.committed) AS committed, sum(c.received) AS received
         FROM (SELECT k.garage, k.number, k.month, k.came_on FROM (
                   SELECT r.garage, r.number, r.month,
                          coalesce(min(v.on_day) FILTER (WHERE v.event = 'received'),
                                   min(v.on_day) FILTER (WHERE v.event IN
                                       ('file', 'quoted', 'quote-accepted', 'quote-refused',
                                        'funding-wait', 'unrepairable', 'repaired',
                                        'not-repaired', 'satisfaction'))) AS came_on,
                          (array_agg(v.state ORDER BY v.seq DESC))[1] AS state
                     FROM ledger.referral r
                     JOIN ledger.referral_event v
                       ON v.referral = r.number AND v.programme = r.programme
                    WHERE r.programme = 1
                    GROUP BY r.garage, r.number, r.month) AS k
                WHERE k.state NOT IN
                      ('declined', 'expired', 'cancelled', 'redirected', 'no-show')) AS p
        CROSS JOIN LATERAL (VALUES
              (p.garage, p.month, 1, 0),
              (p.garage, p.came_on - (extract(day FROM p.came_on)::integer - 1), 0, 1))
              AS c(garage, month, committed, received)
        WHERE c.month IS NOT NULL
        GROUP BY c.garage, c.month) AS e
    ON e.garage = m.garage AND e.month = m.month
 WHERE coalesce(m.committed, 0) <> coalesce(e.committed, 0)
    OR coalesce(m.received, 0) <> coalesce(e.received, 0)
