-- Somebody saw or spoke with a person on a day; an earlier one changes nothing.
-- $1 text id  $2 date
UPDATE person.file f
   SET last_contact_on = $2
  FROM ledger.beneficiary b
 WHERE b.id = $1 AND b.programme = 1 AND f.number = b.number AND f.programme = 1
   AND f.last_contact_on < $2
