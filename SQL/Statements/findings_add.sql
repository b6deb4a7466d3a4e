-- Keeps what a comparison found.
-- $1 bigint run  $2 text[] check  $3 text[] what  $4 bigint[] rows  $5 text[] id of the first
INSERT INTO operation.finding (run, check_name, what, found, first_id)
SELECT $1, q.check_name, q.what, q.found, q.first_id
  FROM unnest($2::text[], $3::text[], $4::bigint[], $5::text[])
    AS q(check_name, what, found, first_id)
