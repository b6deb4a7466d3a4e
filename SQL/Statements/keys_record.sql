-- Records the keys of a file that the database has not met before.
-- $1 smallint[] numbers, 0 for the key of the digests  $2 bytea[] their fingerprints
-- $3 text where the file is
INSERT INTO person.key (number, fingerprint, kept_at)
SELECT k.number, k.fingerprint, $3 FROM unnest($1::smallint[], $2::bytea[]) AS k(number, fingerprint)
    ON CONFLICT DO NOTHING
