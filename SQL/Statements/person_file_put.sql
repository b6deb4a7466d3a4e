-- Writes a file that is held, but for what its person asked for.
-- $1 bigint number  $2 bytea situation, sealed  $3 bytea identity, sealed, or null
-- $4 smallint number of the key  $5 bytea keyed digest of name and birth date, or null
-- $6 bytea keyed digest of the telephone, or null  $7 text version of the information  $8 date
-- $9 text brand  $10 integer year  $11 integer odometer, km  $12 integer fiscal power
-- $13 boolean drives  $14 date last contact, at least
WITH traits AS (
    UPDATE ledger.beneficiary b
       SET brand = $9, first_year = $10, odometer_km = $11, fiscal_power = $12, drives = $13
     WHERE b.number = $1 AND b.programme = 1
    RETURNING b.number)
UPDATE person.file f
   SET situation = $2, identity = $3, sealed_with = $4, clear = NULL, name_digest = $5,
       phone_digest = $6, notice_version = $7, notice_on = $8,
       last_contact_on = greatest(f.last_contact_on, $14)
  FROM traits t
 WHERE f.number = t.number AND f.programme = 1
RETURNING f.last_contact_on
