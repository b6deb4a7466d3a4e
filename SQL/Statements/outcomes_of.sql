-- What was told of the work of a person, first to last, and which of it stands. One row without
-- figures for a person of whom nothing was told; none for one whom the caller does not know.
-- $1 text id of the person  $2 bigint organisation, null for any
SELECT b.halted, o.months, o.result, o.source, o.on_day, o.recorded_at, o.by_role,
       coalesce(o.number = max(o.number) OVER (PARTITION BY o.months), false)
  FROM ledger.beneficiary b
  LEFT JOIN impact.outcome o
    ON o.programme = 1
   AND o.beneficiary = ANY (b.number || ARRAY(SELECT m.number FROM impact.merged m
                                               WHERE m.root = b.number AND m.programme = 1))
 WHERE b.id = $1 AND b.programme = 1 AND ($2::bigint IS NULL OR b.organisation = $2)
   AND (b.halted IS NULL OR b.halted NOT IN ('forgotten', 'merged'))
 ORDER BY o.number
