-- Referrals, what happened to them, and the counters that follow them whatever SQL is used.
--
-- I1  committed never above cap                                  (CHECK cap_never_exceeded)
-- I2  committed and received equal the rows                      (statement triggers)
-- I3  one open referral a person                                 (partial unique index)
-- I4  one referral an organisation and request key               (unique)
-- I5  a state changes only as referral_transition allows         (trigger)
-- I6  what happened is never altered                             (trigger)
--
-- A place is counted in the month and on the day the referral was made; `received` in the month
-- the person came, which may be a later one. A cancelled referral counts in neither: a cancellation
-- after the person came says that the record was wrong.
CREATE SCHEMA ledger;

-- The day it is in France.
CREATE FUNCTION ledger.paris_day(at timestamptz) RETURNS date
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT (at AT TIME ZONE 'Europe/Paris')::date $$;

CREATE FUNCTION ledger.month_of(day date) RETURNS date
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$ SELECT day - (extract(day FROM day)::integer - 1) $$;

CREATE TABLE ledger.garage_month (
    programme smallint NOT NULL DEFAULT 1,
    garage    bigint NOT NULL,
    month     date NOT NULL CHECK (extract(day FROM month) = 1),
    cap       smallint NOT NULL CHECK (cap >= 0),
    committed smallint NOT NULL DEFAULT 0,
    received  smallint NOT NULL DEFAULT 0 CHECK (received >= 0),
    rev       bigint NOT NULL DEFAULT 1,
    PRIMARY KEY (garage, month, programme),
    FOREIGN KEY (garage, programme) REFERENCES network.garage (number, programme),
    CONSTRAINT cap_never_exceeded CHECK (committed BETWEEN 0 AND cap)
) WITH (fillfactor = 50);                            -- room for updates in place

CREATE TABLE ledger.garage_day (
    programme smallint NOT NULL DEFAULT 1,
    garage    bigint NOT NULL,
    day       date NOT NULL,
    committed smallint NOT NULL DEFAULT 0 CHECK (committed >= 0),
    rev       bigint NOT NULL DEFAULT 1,
    PRIMARY KEY (garage, day, programme)
) WITH (fillfactor = 70);
-- For loads of the last days. Not a b-tree: while there are few days the planner would take it for
-- finding one garage's day, and read all garages'.
CREATE INDEX garage_day_recent ON ledger.garage_day USING brin (day);

CREATE TABLE ledger.referral (
    programme       smallint NOT NULL DEFAULT 1,
    number          bigint GENERATED ALWAYS AS IDENTITY,
    code            text COLLATE "C" NOT NULL CHECK (octet_length(code) = 8),
    organisation    bigint NOT NULL,
    beneficiary     bigint NOT NULL,
    garage          bigint NOT NULL,
    state           text NOT NULL DEFAULT 'proposed'
                    CHECK (state IN ('proposed', 'accepted', 'received', 'file', 'quoted',
                                     'repaired', 'not-repaired', 'closed', 'declined', 'expired',
                                     'cancelled', 'no-show')),
    steps           smallint NOT NULL DEFAULT 0,     -- events after the first
    month           date NOT NULL CHECK (extract(day FROM month) = 1),
    created_on      date NOT NULL,                   -- in Paris
    created_at      timestamptz NOT NULL,
    answer_by       timestamptz NOT NULL,
    received_on     date,
    committed_then  smallint NOT NULL,               -- the month's count, this one included
    rank            smallint NOT NULL,               -- in the list that was shown, from 1
    km              double precision NOT NULL,
    extra_km        double precision NOT NULL,       -- further than the nearest that could take them
    price_km        double precision NOT NULL,
    override_reason text,
    request_key     text COLLATE "C" NOT NULL
                    CHECK (octet_length(request_key) BETWEEN 1 AND 256),
    request_hash    bytea NOT NULL,                  -- SHA-256 of the canonical request
    PRIMARY KEY (number, programme),
    CONSTRAINT referral_code UNIQUE (code, programme),
    CONSTRAINT referral_request UNIQUE (organisation, request_key, programme),
    CONSTRAINT came_before_it_was_worked_on CHECK (received_on IS NOT NULL OR state IN
        ('proposed', 'accepted', 'declined', 'expired', 'cancelled', 'no-show'))
);
CREATE UNIQUE INDEX one_open_referral ON ledger.referral (beneficiary, programme)
    WHERE state IN ('proposed', 'accepted', 'received', 'file', 'quoted');
-- No index on the organisation alone: referral_request begins with it, and a second one would be
-- taken for it while the table is small, in a plan that a connection keeps.
CREATE INDEX referral_garage ON ledger.referral (garage, number, programme);

-- Append-only: what happened, first to last. `seq` 0 is the proposal.
CREATE TABLE ledger.referral_event (
    programme    smallint NOT NULL DEFAULT 1,
    referral     bigint NOT NULL,
    seq          smallint NOT NULL,
    event        text NOT NULL,
    state        text NOT NULL,                      -- after it
    on_day       date NOT NULL,
    recorded_at  timestamptz NOT NULL,
    by_role      text COLLATE "C" NOT NULL,
    actor        bigint NOT NULL DEFAULT 0,          -- organisation or garage; 0 for the network
    reason       text NOT NULL DEFAULT '',
    amount_cents bigint CHECK (amount_cents >= 0),
    score        integer,
    request_key  text COLLATE "C",
    request_hash bytea,
    PRIMARY KEY (referral, seq, programme)
);
CREATE UNIQUE INDEX event_request
    ON ledger.referral_event (by_role, actor, request_key, programme)
 WHERE request_key IS NOT NULL;

-- Every step there is: the same table as ReferralState.after(_:).
CREATE TABLE ledger.referral_transition (
    event      text NOT NULL,
    from_state text NOT NULL,
    to_state   text NOT NULL,
    PRIMARY KEY (event, from_state)
);
INSERT INTO ledger.referral_transition (event, from_state, to_state) VALUES
    ('accept', 'proposed', 'accepted'),
    ('decline', 'proposed', 'declined'), ('decline', 'accepted', 'declined'),
    ('expire', 'proposed', 'expired'),
    ('cancel', 'proposed', 'cancelled'), ('cancel', 'accepted', 'cancelled'),
    ('cancel', 'received', 'cancelled'), ('cancel', 'file', 'cancelled'),
    ('cancel', 'quoted', 'cancelled'),
    ('received', 'proposed', 'received'), ('received', 'accepted', 'received'),
    ('no-show', 'proposed', 'no-show'), ('no-show', 'accepted', 'no-show'),
    ('file', 'received', 'file'),
    ('quoted', 'received', 'quoted'), ('quoted', 'file', 'quoted'), ('quoted', 'quoted', 'quoted'),
    ('repaired', 'received', 'repaired'), ('repaired', 'file', 'repaired'),
    ('repaired', 'quoted', 'repaired'),
    ('not-repaired', 'received', 'not-repaired'), ('not-repaired', 'file', 'not-repaired'),
    ('not-repaired', 'quoted', 'not-repaired'),
    ('satisfaction', 'repaired', 'closed'), ('satisfaction', 'not-repaired', 'closed');
