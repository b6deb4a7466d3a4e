-- The last run of each job, and the last that succeeded.
SELECT r.number, r.job, r.period, r.holder, r.started_at, r.ended_at, r.outcome, r.duration_ms,
       r.result
  FROM operation.job_run r
 WHERE r.programme = 1
   AND r.number IN (SELECT max(l.number) FROM operation.job_run l
                     WHERE l.programme = 1 GROUP BY l.job
                    UNION ALL
                    SELECT max(s.number) FROM operation.job_run s
                     WHERE s.programme = 1 AND s.outcome IN ('ok', 'partial') GROUP BY s.job)
 ORDER BY r.number
