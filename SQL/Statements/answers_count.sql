-- How each garage answered what was proposed to it since a day: how many were proposed, let pass in
-- time, answered, declined; declined as full or closed in the last 30 days; the median time to the
-- first answer, in plain hours; the last answer.
-- $1 date first day  $2 timestamptz now, null for the database's clock
WITH proposed AS (
    SELECT r.garage, r.state, r.created_at, r.answer_by,
           a.first_at, a.last_at, coalesce(a.declined, false) AS declined, a.full_on
      FROM ledger.referral r
      LEFT JOIN LATERAL (
          SELECT min(e.recorded_at) AS first_at, max(e.recorded_at) AS last_at,
                 bool_or(e.event = 'decline') AS declined,
                 max(ledger.paris_day(e.recorded_at)) FILTER (
                     WHERE e.event = 'decline' AND e.reason IN ('full', 'closed')) AS full_on
            FROM ledger.referral_event e
           WHERE e.referral = r.number AND e.programme = r.programme
             AND network.is_answer(e.event, e.by_role, e.channel)) AS a ON true
     WHERE r.programme = 1 AND r.created_on >= $1)
SELECT garage, count(*),
       count(*) FILTER (WHERE state = 'expired'
                           OR (state = 'proposed' AND answer_by < coalesce($2, now()))),
       count(first_at) FILTER (WHERE state <> 'expired'), count(*) FILTER (WHERE declined),
       count(*) FILTER (WHERE full_on > ledger.paris_day(coalesce($2, now())) - 30),
       percentile_cont(0.5) WITHIN GROUP (
           ORDER BY extract(epoch FROM first_at - created_at)::double precision / 3600),
       max(last_at)
  FROM proposed
 GROUP BY garage
 ORDER BY garage
