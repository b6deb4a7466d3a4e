-- What cron ran, the months that were closed, and what the nightly comparison found.
--
-- J1  a job runs once at a time          (a lock of the session that runs it: job_lock.sql)
-- J2  a run ends once                    (run_end.sql changes only one that has not ended)
-- J3  a month that was closed stays so   (trigger)
CREATE SCHEMA operation;

CREATE TABLE operation.job_run (
    programme   smallint NOT NULL DEFAULT 1,
    number      bigint GENERATED ALWAYS AS IDENTITY,
    job         text COLLATE "C" NOT NULL CHECK (job IN ('hourly', 'daily', 'nightly', 'monthly')),
    period      text COLLATE "C" NOT NULL CHECK (period ~ '^[0-9]{4}-[0-9]{2}[0-9T-]{0,6}$'),
    holder      text NOT NULL CHECK (octet_length(holder) BETWEEN 1 AND 300),
    started_at  timestamptz NOT NULL,
    ended_at    timestamptz CHECK (ended_at >= started_at),
    outcome     text COLLATE "C" CHECK (outcome IN ('ok', 'partial', 'failed')),
    duration_ms bigint CHECK (duration_ms >= 0),     -- null where the process died
    result      text NOT NULL DEFAULT ''             -- one line, without a person
                CHECK (char_length(result) <= 1000 AND result !~ '[\n\r]'),
    PRIMARY KEY (number, programme),
    CONSTRAINT ended_whole CHECK ((ended_at IS NULL) = (outcome IS NULL))
);
CREATE INDEX job_run_latest ON operation.job_run (job, number);

-- What must be equal and is not, of one nightly run.
CREATE TABLE operation.finding (
    programme  smallint NOT NULL DEFAULT 1,
    run        bigint NOT NULL,
    check_name text COLLATE "C" NOT NULL,
    what       text NOT NULL,
    found      bigint NOT NULL CHECK (found > 0),    -- rows that say so
    first_id   text NOT NULL,
    PRIMARY KEY (run, check_name, what, programme),
    FOREIGN KEY (run, programme) REFERENCES operation.job_run (number, programme) ON DELETE CASCADE
);

-- A garage's month as it was when it was closed; what is told later of it changes it no more.
CREATE TABLE operation.month_close (
    programme  smallint NOT NULL DEFAULT 1,
    garage     bigint NOT NULL,
    month      date NOT NULL CHECK (extract(day FROM month) = 1),
    committed  integer NOT NULL CHECK (committed >= 0),
    received   integer NOT NULL CHECK (received >= 0),
    target_min smallint NOT NULL,                    -- of the days it was open
    target_max smallint NOT NULL CHECK (target_max >= target_min),
    verdict    text COLLATE "C" NOT NULL CHECK (verdict IN ('below', 'in-band', 'above', 'closed')),
    closed_at  timestamptz NOT NULL,
    PRIMARY KEY (garage, month, programme),
    FOREIGN KEY (garage, programme) REFERENCES network.garage (number, programme)
);
CREATE INDEX month_close_month ON operation.month_close (month, garage);

-- What the partners got of a month, byte for byte: written again, the file is the same.
CREATE TABLE operation.month_report (
    programme smallint NOT NULL DEFAULT 1,
    month     date NOT NULL CHECK (extract(day FROM month) = 1),
    csv       text NOT NULL,
    closed_at timestamptz NOT NULL,
    PRIMARY KEY (month, programme)
);

CREATE TRIGGER month_never_reopened BEFORE UPDATE OR DELETE OR TRUNCATE ON operation.month_close
    FOR EACH STATEMENT EXECUTE FUNCTION ledger.never();
CREATE TRIGGER report_never_rewritten BEFORE UPDATE OR DELETE OR TRUNCATE ON operation.month_report
    FOR EACH STATEMENT EXECUTE FUNCTION ledger.never();

-- Those whose repair ended and who were not asked yet how it went.
CREATE INDEX referral_ended ON ledger.referral (number)
    WHERE state IN ('repaired', 'not-repaired');

-- Writes that a run begins. Only whoever holds the job's lock may ask, so that a run that has not
-- ended is one whose process died. Number 0: the period was done already, by that run.
CREATE FUNCTION operation.begin_run(
    p_job text, p_period text, p_holder text, p_is_once boolean, p_at timestamptz,
    OUT number bigint, OUT done_by bigint)
LANGUAGE plpgsql SET search_path = '' AS $$
DECLARE v_now timestamptz := coalesce(p_at, clock_timestamp());
BEGIN
    UPDATE operation.job_run r
       SET ended_at = greatest(r.started_at, v_now), outcome = 'failed',
           result = 'the process that ran it has died'
     WHERE r.programme = 1 AND r.job = p_job AND r.ended_at IS NULL;
    IF p_is_once THEN
        SELECT r.number INTO done_by FROM operation.job_run r
         WHERE r.programme = 1 AND r.job = p_job AND r.period = p_period AND r.outcome = 'ok'
         ORDER BY r.number LIMIT 1;
        IF FOUND THEN
            number := 0;
            RETURN;
        END IF;
    END IF;
    INSERT INTO operation.job_run AS r (job, period, holder, started_at)
    VALUES (p_job, p_period, p_holder, v_now)
    RETURNING r.number INTO number;
    done_by := 0;
END $$;

-- Runs so old that nobody asks; the last success of each job stays, however old.
CREATE FUNCTION operation.old_runs(p_days integer, p_at timestamptz) RETURNS SETOF bigint
LANGUAGE sql STABLE SET search_path = '' AS $$
    SELECT r.number FROM operation.job_run r
     WHERE r.programme = 1
       AND r.started_at < coalesce(p_at, now()) - make_interval(days => p_days)
       AND r.number NOT IN (SELECT max(s.number) FROM operation.job_run s
                             WHERE s.programme = 1 AND s.outcome IN ('ok', 'partial')
                             GROUP BY s.job)
$$;
