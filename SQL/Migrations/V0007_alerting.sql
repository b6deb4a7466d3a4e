-- What somebody was told of, and how the odds of a month are recalibrated: so that all daemons of
-- a network tell the same story.
--
-- A1  an alert is open once: one rule, one garage        (partial unique index)
-- A2  a month is calibrated once and for all             (primary key, insert or nothing)
CREATE SCHEMA alerting;

CREATE TABLE alerting.alert (
    number      bigint GENERATED ALWAYS AS IDENTITY,
    programme   smallint NOT NULL DEFAULT 1,
    rule        text COLLATE "C" NOT NULL CHECK (rule ~ '^[a-z][a-z-]{0,29}$'),
    garage      bigint NOT NULL,
    level       text COLLATE "C" NOT NULL CHECK (level IN ('watch', 'warn', 'act')),
    raised_at   timestamptz NOT NULL,
    level_since timestamptz NOT NULL CHECK (level_since >= raised_at),
    cleared_at  timestamptz CHECK (cleared_at >= level_since),
    PRIMARY KEY (number, programme),
    FOREIGN KEY (garage, programme) REFERENCES network.garage (number, programme)
);

CREATE UNIQUE INDEX alert_open ON alerting.alert (rule, garage, programme)
    WHERE cleared_at IS NULL;
CREATE INDEX alert_of_garage ON alerting.alert (garage, raised_at);

CREATE TABLE alerting.calibration (
    programme    smallint NOT NULL DEFAULT 1,
    month        date NOT NULL CHECK (extract(day FROM month) = 1),
    side         text COLLATE "C" NOT NULL CHECK (side IN ('below', 'above')),
    intercept    double precision NOT NULL CHECK (abs(intercept) <= 100),
    slope        double precision NOT NULL CHECK (slope BETWEEN 0 AND 100),
    samples      integer NOT NULL CHECK (samples >= 0),
    brier_before double precision NOT NULL CHECK (brier_before BETWEEN 0 AND 1),
    brier_after  double precision NOT NULL CHECK (brier_after BETWEEN 0 AND 1),
    fitted_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (month, side, programme)
);
