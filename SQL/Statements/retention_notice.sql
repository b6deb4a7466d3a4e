-- A page of notices (person.notice_page); how many, and where to go on.
-- $1 date today  $2 integer months  $3 integer days of notice  $4 date after this day
-- $5 bigint and number  $6 integer how many files
SELECT noticed, next_day, next_number FROM person.notice_page($1, $2, $3, $4, $5, $6)
