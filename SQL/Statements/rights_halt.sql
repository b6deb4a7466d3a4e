-- Puts on or takes off an objection or a limitation (person.halt).
-- $1 text id  $2 bigint organisation, null for any  $3 text 'objection' or 'frozen'
-- $4 boolean on  $5 text role  $6 timestamptz at, null for the database's clock
SELECT outcome, called_off, open_referral FROM person.halt($1, $2, $3, $4, $5, $6)
