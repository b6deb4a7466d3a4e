-- Writes a file that is held.
-- $1 bigint number  $2 bytea situation, sealed  $3 bytea identity, sealed, or null
-- $4 smallint number of the key  $5 bytea keyed digest of name and birth date, or null
-- $6 bytea keyed digest of the telephone, or null  $7 text version of the information  $8 date
-- $9 date objected  $10 date frozen  $11 text why nothing more is done, or null
-- $12 text brand  $13 integer year  $14 integer odometer, km  $15 integer fiscal power
-- $16 boolean drives  $17 timestamptz at, null for the database's clock
WITH traits AS (
    UPDATE ledger.beneficiary b
       SET halted = $11, brand = $12, first_year = $13, odometer_km = $14, fiscal_power = $15,
           drives = $16
     WHERE b.number = $1 AND b.programme = 1
    RETURNING b.number)
UPDATE person.file f
   SET situation = $2, identity = $3, sealed_with = $4, clear = NULL, name_digest = $5,
       phone_digest = $6, notice_version = $7, notice_on = $8, objected_on = $9, frozen_on = $10,
       last_contact_on = greatest(f.last_contact_on, ledger.paris_day(coalesce($17, now())))
  FROM traits t
 WHERE f.number = t.number AND f.programme = 1
RETURNING f.last_contact_on
