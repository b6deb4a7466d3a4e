-- Takes away what was decided of people on their eligibility.
-- $1 bigint[] their numbers
DELETE FROM person.eligibility_decision WHERE beneficiary = ANY ($1) AND programme = 1
