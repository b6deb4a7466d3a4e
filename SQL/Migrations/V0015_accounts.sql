-- Who may still send people and who may still call: authorisations, conventions, unused tokens.
ALTER TABLE network.prescriber
    ADD COLUMN authorisation text NOT NULL DEFAULT 'unset' CHECK (authorisation IN
        ('unset', 'validated', 'refused', 'not-required')),
    ADD COLUMN convention_from date,
    ADD COLUMN convention_to   date,                 -- last day
    ADD CONSTRAINT convention_in_order CHECK (convention_from <= convention_to);

-- By the day, so that a busy token is not a busy row.
ALTER TABLE access.token ADD COLUMN last_used_on date;
