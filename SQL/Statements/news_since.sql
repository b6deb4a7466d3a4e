-- Events that were committed after a snapshot, those of a referral in their order; always at least
-- one row, which says what this statement sees.
-- $1 text the snapshot  $2 boolean whether anybody wants to hear
SELECT s.seen, n.code, n.organisation, n.garage, n.event, n.state, n.recorded_at
  FROM (SELECT pg_current_snapshot()::text AS seen) AS s
  LEFT JOIN (
       SELECT r.code, r.organisation, r.garage, e.event, e.state, e.recorded_at, e.referral, e.seq
         FROM ledger.news w
        CROSS JOIN LATERAL unnest(w.referrals, w.seqs) AS u(referral, seq)
         JOIN ledger.referral_event e
           ON e.referral = u.referral AND e.seq = u.seq AND e.programme = 1
         JOIN ledger.referral r ON r.number = u.referral AND r.programme = 1
        WHERE $2 AND w.xid >= pg_snapshot_xmin($1::text::pg_snapshot)
          AND NOT pg_visible_in_snapshot(w.xid, $1::text::pg_snapshot)) AS n ON true
 ORDER BY n.referral, n.seq
