-- What the partners got of a month.
-- $1 date first day of the month
SELECT csv FROM operation.month_report WHERE programme = 1 AND month = $1
