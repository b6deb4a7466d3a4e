-- What others changed after a snapshot: whose counts, of which months and days, and which garages.
-- One row.
-- $1 text the snapshot  $2 text[] the caller's own transactions, which it knows of
WITH news AS MATERIALIZED (
    SELECT garages, months, days, months = '{}' AND days = '{}' AS is_whole
      FROM ledger.change
     WHERE xid >= pg_snapshot_xmin($1::text::pg_snapshot)
       AND NOT pg_visible_in_snapshot(xid, $1::text::pg_snapshot)
       AND xid <> ALL ($2::text[]::xid8[]))
SELECT pg_current_snapshot()::text,
       ARRAY(SELECT DISTINCT unnest(garages) FROM news WHERE NOT is_whole),
       ARRAY(SELECT DISTINCT unnest(months) FROM news),
       ARRAY(SELECT DISTINCT unnest(days) FROM news),
       ARRAY(SELECT DISTINCT unnest(garages) FROM news WHERE is_whole)
