-- A referral's state, day of reception, quote and outcome, recounted from its events without the
-- functions that keep them.
SELECT CASE WHEN t.state IS DISTINCT FROM r.state THEN 'state is not the events'
            WHEN t.received_on IS DISTINCT FROM r.received_on THEN 'reception is not the events'
            WHEN t.quote IS DISTINCT FROM r.quote THEN 'quote is not the events'
            ELSE 'outcome is not the events' END AS what,
       r.code AS id, r.created_on::text AS day, r.steps::bigint AS found, 0::bigint AS expected
  FROM ledger.referral r
  -- The last decision that led elsewhere than forward; facts climb from there.
 CROSS JOIN LATERAL (
       SELECT e.seq, e.state FROM ledger.referral_event e
        WHERE e.programme = r.programme AND e.referral = r.number
          AND e.event IN ('propose', 'decline', 'expire', 'cancel', 'redirect', 'rebook')
        ORDER BY e.seq DESC LIMIT 1) AS b
 CROSS JOIN LATERAL (
       SELECT CASE WHEN b.state IN ('declined', 'cancelled', 'redirected') THEN b.state
              ELSE (SELECT w.state
                      FROM (VALUES ('proposed', 'propose', 1), ('expired', 'expire', 2),
                                   ('accepted', 'accept', 3), ('accepted', 'rebook', 3),
                                   ('no-show', 'no-show', 4), ('received', 'received', 5),
                                   ('file', 'file', 6), ('quoted', 'quoted', 7),
                                   ('quoted', 'quote-accepted', 7),
                                   ('quoted', 'quote-refused', 7),
                                   ('quoted', 'funding-wait', 7), ('quoted', 'unrepairable', 7),
                                   ('not-repaired', 'not-repaired', 8),
                                   ('repaired', 'repaired', 9), ('closed', 'satisfaction', 10)
                           ) AS w(state, event, far)
                     WHERE EXISTS (
                           SELECT FROM ledger.referral_event e
                            WHERE e.programme = r.programme AND e.referral = r.number
                              AND e.seq >= b.seq AND e.event = w.event)
                     ORDER BY w.far DESC LIMIT 1) END AS state,
              (SELECT e.on_day FROM ledger.referral_event e
                WHERE e.programme = r.programme AND e.referral = r.number
                  AND e.event IN ('received', 'file', 'quoted', 'quote-accepted', 'quote-refused',
                                  'funding-wait', 'unrepairable', 'repaired', 'not-repaired',
                                  'satisfaction')
                ORDER BY e.event <> 'received', e.on_day LIMIT 1) AS received_on,
              coalesce((
                  SELECT q.standing FROM ledger.referral_event e
                    JOIN (VALUES ('quoted', 'open', 1), ('funding-wait', 'waiting', 2),
                                 ('quote-refused', 'refused', 3),
                                 ('unrepairable', 'unrepairable', 4),
                                 ('quote-accepted', 'accepted', 5)) AS q(event, standing, rank)
                      ON q.event = e.event
                   WHERE e.programme = r.programme AND e.referral = r.number
                   ORDER BY e.on_day DESC, q.rank DESC LIMIT 1), 'none') AS quote,
              (SELECT e.event FROM ledger.referral_event e
                WHERE e.programme = r.programme AND e.referral = r.number
                  AND e.event IN ('repaired', 'not-repaired')
                ORDER BY e.event = 'not-repaired' LIMIT 1) AS outcome) AS t
 WHERE (t.state, t.received_on, t.quote, t.outcome)
       IS DISTINCT FROM (r.state, r.received_on, r.quote, r.outcome)
