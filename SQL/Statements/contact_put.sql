-- Writes where somebody is told. Null leaves what was there, an empty text takes it away.
-- $1 text kind  $2 bigint number  $3 text e-mail  $4 text webhook  $5 text language
-- $6 boolean wants a digest  $7 boolean wants what is urgent at once
INSERT INTO notice.contact AS c
    (kind, number, email, webhook, language, wants_digest, immediate)
VALUES ($1, $2, nullif($3, ''), nullif($4, ''), coalesce($5, 'fr'), coalesce($6, true),
        coalesce($7, true))
    ON CONFLICT (kind, number, programme) DO UPDATE
   SET email = CASE WHEN $3 IS NULL THEN c.email ELSE nullif($3, '') END,
       webhook = CASE WHEN $4 IS NULL THEN c.webhook ELSE nullif($4, '') END,
       language = coalesce($5, c.language), wants_digest = coalesce($6, c.wants_digest),
       immediate = coalesce($7, c.immediate)
RETURNING c.email, c.webhook, c.language, c.wants_digest, c.immediate
