-- The counters of every month once more, from the events alone: neither the referrals' rows nor the
-- triggers have a say.
SELECT 'counter is not the events' AS what, coalesce(m.garage, e.garage)::text AS id,
       coalesce(m.month, e.month)::text AS day,
       (coalesce(m.committed, 0) * 1000 + coalesce(m.received, 0))::bigint AS found,
       (coalesce(e.committed, 0) * 1000 + coalesce(e.received, 0))::bigint AS expected
  FROM (SELECT garage, month, committed, received FROM ledger.garage_month
         WHERE programme = 1) AS m
  FULL JOIN (
       SELECT c.garage, c.month, sum(c.committed) AS committed, sum(c.received) AS received
         FROM (SELECT k.garage, k.number, k.proposed_on, k.came_on FROM (
                   SELECT r.garage, r.number,
                          min(v.on_day) FILTER (WHERE v.event = 'propose') AS proposed_on,
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
                    GROUP BY r.garage, r.number) AS k
                WHERE k.state NOT IN
                      ('declined', 'expired', 'cancelled', 'redirected', 'no-show')) AS p
        CROSS JOIN LATERAL (VALUES
              (p.garage, p.proposed_on - (extract(day FROM p.proposed_on)::integer - 1), 1, 0),
              (p.garage, p.came_on - (extract(day FROM p.came_on)::integer - 1), 0, 1))
              AS c(garage, month, committed, received)
        WHERE c.month IS NOT NULL
        GROUP BY c.garage, c.month) AS e
    ON e.garage = m.garage AND e.month = m.month
 WHERE coalesce(m.committed, 0) <> coalesce(e.committed, 0)
    OR coalesce(m.received, 0) <> coalesce(e.received, 0)
