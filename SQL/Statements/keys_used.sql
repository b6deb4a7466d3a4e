-- The numbers of the keys that something is sealed with now.
SELECT sealed_with FROM person.file WHERE sealed_with IS NOT NULL
 UNION SELECT sealed_with FROM person.answer
 UNION SELECT sealed_with FROM person.sensitive_answer
 UNION SELECT sealed_with FROM person.eligibility_decision
 UNION SELECT split_part(override_reason, ':', 1)::smallint FROM ledger.referral
        WHERE override_reason <> ''
