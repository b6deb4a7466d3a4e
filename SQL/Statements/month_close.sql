-- Freezes a month.
-- $1 date first day of the month  $2 bigint[] garages  $3 int[] committed  $4 int[] received
-- $5 int[] least  $6 int[] most  $7 text[] verdict
-- $8 timestamptz now, null for the database's clock
INSERT INTO operation.month_close
       (month, garage, committed, received, target_min, target_max, verdict, closed_at)
SELECT $1, q.garage, q.committed, q.received, q.low, q.high, q.verdict,
       coalesce($8, clock_timestamp())
  FROM unnest($2::bigint[], $3::integer[], $4::integer[], $5::integer[], $6::integer[],
              $7::text[]) AS q(garage, committed, received, low, high, verdict)
