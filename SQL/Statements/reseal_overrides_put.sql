-- Writes reasons that were sealed again, where nobody has changed them since; how many.
-- $1 bigint[] referrals  $2 text[] as it was read  $3 text[] sealed again
SELECT person.put_overrides($1, $2, $3)
