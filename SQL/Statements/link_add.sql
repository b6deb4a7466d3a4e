-- Keeps a link to answer a referral by: the hash of its secret. No row where there is no such
-- referral.
-- $1 bytea SHA-256 of the secret  $2 text referral  $3 integer seconds that it lives; null for
-- until the answer is due, a day at least  $4 timestamptz now, null for the database's
INSERT INTO access.link (secret_hash, referral, garage, created_at, expires_at)
SELECT $1, r.number, r.garage, coalesce($4, now()),
       CASE WHEN $3::integer IS NULL
            THEN greatest(r.answer_by, coalesce($4, now()) + interval '1 day')
            ELSE coalesce($4, now()) + make_interval(secs => $3) END
  FROM ledger.referral r WHERE r.code = $2 AND r.programme = 1
RETURNING expires_at
