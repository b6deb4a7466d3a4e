-- The life of a referral: facts that are told late and in any order, referrals that follow others.
ALTER TABLE ledger.referral
    DROP CONSTRAINT referral_state_check,
    ADD CONSTRAINT referral_state CHECK (state IN
        ('proposed', 'accepted', 'received', 'file', 'quoted', 'repaired', 'not-repaired', 'closed',
         'declined', 'expired', 'cancelled', 'redirected', 'no-show')),
    DROP CONSTRAINT came_before_it_was_worked_on,
    ADD CONSTRAINT came_before_it_was_worked_on CHECK (received_on IS NOT NULL OR state IN
        ('proposed', 'accepted', 'declined', 'expired', 'cancelled', 'redirected', 'no-show')),
    ADD COLUMN quote    text NOT NULL DEFAULT 'none' CHECK (quote IN
        ('none', 'open', 'waiting', 'refused', 'unrepairable', 'accepted')),
    ADD COLUMN outcome  text CHECK (outcome IN ('repaired', 'not-repaired')),
    ADD COLUMN previous bigint,                      -- the referral that this one follows
    ADD COLUMN attempt  smallint NOT NULL DEFAULT 0; -- how often sent on by itself before this one
CREATE UNIQUE INDEX one_follower ON ledger.referral (previous, programme)
    WHERE previous IS NOT NULL;

ALTER TABLE ledger.referral_event
    ADD COLUMN channel text COLLATE "C" NOT NULL DEFAULT 'line' CHECK (channel IN
        ('line', 'link', 'import', 'job', 'database'));

CREATE OR REPLACE FUNCTION ledger.is_committed(state text) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$ SELECT state NOT IN ('declined', 'expired', 'cancelled', 'redirected', 'no-show') $$;
