-- What one person's answers came to, the answers of a pseudonym that was merged into theirs with
-- them, in the order they were told; one row without a number for somebody who was never assessed.
-- Nobody who was forgotten or merged.
-- $1 text id  $2 bigint organisation, null for any
WITH whom AS (
    SELECT b.number FROM ledger.beneficiary b
     WHERE b.id = $1 AND b.programme = 1
       AND coalesce(b.halted, '') NOT IN ('forgotten', 'merged')
       AND ($2::bigint IS NULL OR b.organisation = $2)),
of_whom AS (
    SELECT a.* FROM impact.assessment a
      JOIN ledger.beneficiary b ON b.number = a.beneficiary AND b.programme = a.programme
      JOIN whom w ON w.number = b.number OR w.number = b.merged_into
     WHERE a.programme = 1)
SELECT a.number, a.kind, a.version, a.on_day, a.valid_until, a.index,
       ARRAY(SELECT k FROM jsonb_object_keys(a.sums) AS k ORDER BY k),
       ARRAY(SELECT (a.sums -> k ->> 0)::integer FROM jsonb_object_keys(a.sums) AS k ORDER BY k),
       ARRAY(SELECT (a.sums -> k ->> 1)::integer FROM jsonb_object_keys(a.sums) AS k ORDER BY k),
       ARRAY(SELECT (a.dimensions ->> k)::double precision
               FROM jsonb_object_keys(a.sums) AS k ORDER BY k),
       a.answered,
       EXISTS (SELECT FROM of_whom s WHERE s.supersedes = a.number)
  FROM whom w
  LEFT JOIN of_whom a ON true
 ORDER BY a.number
