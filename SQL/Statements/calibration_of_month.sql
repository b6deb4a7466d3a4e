-- How the odds of a month are recalibrated.
-- $1 date first day of the month
SELECT month, side, intercept, slope, samples, brier_before, brier_after
  FROM alerting.calibration
 WHERE month = $1 AND programme = 1
 ORDER BY side
