-- Whoever has the name and birth date, or the telephone, of somebody enrolled before, with the
-- first of those.
-- $1 bigint organisation, null for any  $2 text only those enrolled after that id, null for all
-- $3 bigint how many
WITH seen AS MATERIALIZED (
    SELECT b.number, b.id, b.organisation, f.name_digest, f.phone_digest
      FROM person.file f
      JOIN ledger.beneficiary b ON b.number = f.number AND b.programme = f.programme
     WHERE f.programme = 1 AND b.halted IS NULL
       AND (f.name_digest IS NOT NULL OR f.phone_digest IS NOT NULL)
       AND ($1::bigint IS NULL OR b.organisation = $1)
), pair AS (
    SELECT s.number, d.first, true AS by_name, false AS by_phone
      FROM (SELECT name_digest, min(number) AS first FROM seen
             WHERE name_digest IS NOT NULL GROUP BY 1 HAVING count(*) > 1) AS d
      JOIN seen s ON s.name_digest = d.name_digest AND s.number > d.first
    UNION ALL
    SELECT s.number, d.first, false, true
      FROM (SELECT phone_digest, min(number) AS first FROM seen
             WHERE phone_digest IS NOT NULL GROUP BY 1 HAVING count(*) > 1) AS d
      JOIN seen s ON s.phone_digest = d.phone_digest AND s.number > d.first
), twin AS (
    SELECT p.number, p.first, bool_or(p.by_name) AS by_name, bool_or(p.by_phone) AS by_phone
      FROM pair p
     WHERE p.number > coalesce((SELECT b.number FROM ledger.beneficiary b
                                 WHERE b.id = $2 AND b.programme = 1), 0)
     GROUP BY p.number, p.first
     ORDER BY p.number, p.first
     LIMIT $3
)
SELECT s.id, s.organisation, o.id, o.organisation, t.by_name, t.by_phone, r.code, q.code
  FROM twin t
  JOIN seen s ON s.number = t.number
  JOIN seen o ON o.number = t.first
  LEFT JOIN ledger.referral r
    ON r.beneficiary = t.number AND r.programme = 1
   AND r.state IN ('proposed', 'accepted', 'received', 'file', 'quoted')
  LEFT JOIN ledger.referral q
    ON q.beneficiary = t.first AND q.programme = 1
   AND q.state IN ('proposed', 'accepted', 'received', 'file', 'quoted')
 ORDER BY t.number, t.first
