-- Each event follows the one before it as referral_transition says.
SELECT 'impossible step' AS what, e.referral::text AS id, e.on_day::text AS day,
       e.seq::bigint AS found, 0::bigint AS expected
  FROM (SELECT referral, programme, seq, event, state, on_day,
               lag(state) OVER (PARTITION BY referral, programme ORDER BY seq) AS was
          FROM ledger.referral_event) AS e
  LEFT JOIN ledger.referral_transition t
    ON t.event = e.event AND t.from_state = e.was AND t.to_state = e.state
 WHERE (e.seq = 0 AND (e.event <> 'propose' OR e.state <> 'proposed'))
    OR (e.seq > 0 AND t.event IS NULL)
