-- A change of any row that is loaded changes one of these numbers: rows and sums of revisions.
-- $1 timestamptz now, null for the database's clock
SELECT g.garages, g.revisions,
       (SELECT coalesce(sum(rev), 0)::bigint FROM ledger.garage_month
         WHERE programme = 1
           AND month >= ledger.month_of(
                   ledger.month_of(ledger.paris_day(coalesce($1, now()))) - 1)),
       (SELECT coalesce(sum(rev), 0)::bigint FROM ledger.garage_day
         WHERE programme = 1 AND day > ledger.paris_day(coalesce($1, now())) - 400)
  FROM (SELECT count(*) AS garages, coalesce(sum(rev), 0)::bigint AS revisions
          FROM network.garage WHERE programme = 1) AS g
