-- Empties the file of a pseudonym that ended: nothing of the person is left in it.
-- $1 bigint number
UPDATE person.file f
   SET situation = NULL, identity = NULL, sealed_with = NULL, clear = NULL, name_digest = NULL,
       phone_digest = NULL, notice_version = NULL, notice_on = NULL, objected_on = NULL,
       frozen_on = NULL
 WHERE f.number = $1 AND f.programme = 1
