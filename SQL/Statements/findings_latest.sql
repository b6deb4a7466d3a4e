-- What the last nightly comparison found; one row without a check where it found nothing.
SELECT r.ended_at, coalesce(f.check_name, ''), coalesce(f.what, ''), coalesce(f.found, 0),
       coalesce(f.first_id, '')
  FROM (SELECT number, programme, ended_at FROM operation.job_run
         WHERE job = 'nightly' AND programme = 1 AND outcome IN ('ok', 'partial')
         ORDER BY number DESC LIMIT 1) AS r
  LEFT JOIN operation.finding f ON f.run = r.number AND f.programme = r.programme
 ORDER BY f.check_name, f.what
