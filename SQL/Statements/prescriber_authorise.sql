-- Sets whether a prescriber may send people, and its convention; one row if it is there.
-- $1 bigint organisation  $2 text authorisation  $3 date first day or null  $4 date last or null
UPDATE network.prescriber
   SET authorisation = $2, convention_from = $3, convention_to = $4
 WHERE number = $1 AND programme = 1
RETURNING number
