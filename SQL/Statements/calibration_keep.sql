-- Keeps the calibration of a month, unless it has one.
-- $1 date[] month  $2 text[] side  $3 double precision[] intercept  $4 double precision[] slope
-- $5 integer[] samples  $6 double precision[] brier before  $7 double precision[] brier after
INSERT INTO alerting.calibration
    (month, side, intercept, slope, samples, brier_before, brier_after)
SELECT *
  FROM unnest($1::date[], $2::text[], $3::double precision[], $4::double precision[],
              $5::integer[], $6::double precision[], $7::double precision[]) AS n
 ORDER BY 1, 2
    ON CONFLICT DO NOTHING
