-- Keeps what the partners get of a month.
-- $1 date first day of the month  $2 text the file
-- $3 timestamptz now, null for the database's clock
INSERT INTO operation.month_report (month, csv, closed_at)
VALUES ($1, $2, coalesce($3, clock_timestamp()))
