-- Records the keys of a file that the database has not met before.
-- $1 smallint[] numbers, 0 for the key of the digests  $2 bytea[] their fingerprints
INSERT INTO person.key (number, fingerprint)
SELECT k.number, k.fingerprint FROM unnest($1::smallint[], $2::bytea[]) AS k(number, fingerprint)
    ON CONFLICT DO NOTHING
