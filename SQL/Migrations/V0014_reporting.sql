-- What reports count; the views that other programs may read; who took rows away.
--
-- R1  an entry of the audit is never changed            (trigger)
-- R2  reporting.* names no person and no referral       (columns)
-- R3  reporting.* says nothing of one to four people    (reporting.folded)

-- The kinds of organisation that say something of the health, the family or the past of whom they
-- send. Whoever reads of them outside the network reads `other`.
CREATE SCHEMA reporting;

CREATE FUNCTION reporting.is_sensitive(kind text) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$ SELECT upper(btrim(kind)) IN
          ('ASE', 'CAARUD', 'CIDFF', 'CSAPA', 'PENSION', 'PJJ', 'PREVENTION', 'SPIP') $$;

-- A count as it is told outside the network: null for one to four.
CREATE FUNCTION reporting.folded(cases bigint) RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$ SELECT CASE WHEN cases BETWEEN 1 AND 4 THEN NULL ELSE cases END $$;

-- The département of a postal code: two digits, three overseas.
CREATE FUNCTION ledger.territory(postcode text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$ SELECT CASE WHEN left(postcode, 2) IN ('97', '98') THEN left(postcode, 3)
                  ELSE left(postcode, 2) END $$;

-- How a prescriber is called where it is counted by.
CREATE FUNCTION ledger.sender(id text, organisation bigint) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$ SELECT coalesce(id, CASE organisation WHEN 0 THEN '(network)'
                          ELSE '(' || organisation || ')' END) $$;

-- The referrals with the days of what was told of them; null for what was not.
CREATE VIEW ledger.milestone AS
    SELECT r.programme, r.number, r.organisation, r.garage, r.created_on, r.created_at, r.month,
           r.state, r.quote, r.outcome, r.received_on, e.*
      FROM ledger.referral r
     CROSS JOIN LATERAL (
           SELECT min(t.recorded_at) FILTER (WHERE t.event IN ('accept', 'decline')) AS answered_at,
                  min(t.on_day) FILTER (WHERE t.event = 'accept') AS accepted_on,
                  max(t.on_day) FILTER (WHERE t.event IN ('accept', 'rebook')) AS expected_since,
                  min(t.on_day) FILTER (WHERE t.event = 'received') AS reception_on,
                  min(t.on_day) FILTER (WHERE t.event = 'file') AS file_on,
                  min(t.on_day) FILTER (WHERE t.event = 'quoted') AS quoted_on,
                  min(t.on_day) FILTER (WHERE t.event = 'funding-wait') AS funding_on,
                  min(t.on_day) FILTER (WHERE t.event IN ('quote-accepted', 'quote-refused'))
                      AS quote_answered_on,
                  min(t.on_day) FILTER (WHERE t.event = 'quote-accepted') AS quote_accepted_on,
                  min(t.on_day) FILTER (WHERE t.event = 'repaired') AS repaired_on,
                  min(t.on_day) FILTER (WHERE t.event = 'satisfaction') AS satisfaction_on,
                  count(*) FILTER (WHERE t.event = 'no-show') > 0 AS stayed_away,
                  count(*) FILTER (WHERE t.event = 'rebook') > 0 AS rebooked
             FROM ledger.referral_event t
            WHERE t.referral = r.number AND t.programme = r.programme) AS e;

-- One row a referral and step of its way (0 to 6, as CourseStep): how long it took, in hours for
-- step 0 and days for the others, null where an end was not told; and since when it is in it.
-- An end that was told of before its beginning took no time.
CREATE VIEW ledger.course_step AS
    SELECT m.programme, m.number, m.organisation, m.garage, m.created_on, m.month, m.state, s.step,
           CASE WHEN s.length < 0 THEN 0 ELSE s.length END AS length, s.waits_since
      FROM ledger.milestone m
     CROSS JOIN LATERAL (VALUES
           (0, extract(epoch FROM m.answered_at - m.created_at)::double precision / 3600,
            CASE WHEN m.state = 'proposed' THEN m.created_on END),
           (1, (m.reception_on - m.accepted_on)::double precision,
            CASE WHEN m.state = 'accepted' THEN coalesce(m.expected_since, m.created_on) END),
           (2, (m.file_on - m.reception_on)::double precision,
            CASE WHEN m.state = 'received' THEN m.received_on END),
           (3, (m.quoted_on - m.file_on)::double precision,
            CASE WHEN m.state = 'file' THEN coalesce(m.file_on, m.received_on) END),
           (4, (m.quote_answered_on - m.quoted_on)::double precision,
            CASE WHEN m.state = 'quoted' AND m.quote IN ('open', 'waiting')
                 THEN coalesce(m.quoted_on, m.funding_on, m.received_on) END),
           (5, (m.repaired_on - m.quote_accepted_on)::double precision,
            CASE WHEN m.state = 'quoted' AND m.quote = 'accepted'
                 THEN coalesce(m.quote_accepted_on, m.received_on) END),
           (6, (m.satisfaction_on - m.repaired_on)::double precision,
            CASE WHEN m.state = 'repaired' THEN coalesce(m.repaired_on, m.received_on) END)
           ) AS s(step, length, waits_since);

-- Why referrals ended, one row a referral and event: the last reason that was told of it. A repair
-- that was given up and then made was not given up.
CREATE VIEW ledger.ending AS
    SELECT e.programme, r.number, r.organisation, r.garage, e.event, e.on_day,
           coalesce(nullif(e.reason, ''),
                    CASE e.event WHEN 'expire' THEN 'no-answer' ELSE 'other' END) AS reason
      FROM ledger.referral_event e
      JOIN ledger.referral r ON r.number = e.referral AND r.programme = e.programme
     WHERE e.event IN ('decline', 'expire', 'cancel', 'redirect', 'not-repaired', 'quote-refused')
       AND NOT EXISTS (SELECT FROM ledger.referral_event l
                        WHERE l.referral = e.referral AND l.programme = e.programme
                          AND l.event = e.event AND l.seq > e.seq)
       AND (e.event <> 'not-repaired' OR r.outcome IS DISTINCT FROM 'repaired');

-- Most referrals end well: a small part of the events.
CREATE INDEX referral_event_ending ON ledger.referral_event (event, on_day)
    WHERE event IN ('decline', 'expire', 'cancel', 'redirect', 'not-repaired', 'quote-refused');
-- Referrals are made in the order of their days: a few pages of the index say where a period is.
CREATE INDEX referral_day ON ledger.referral USING brin (created_on) WITH (pages_per_range = 16);

-- Who read, wrote or took away what.
CREATE SCHEMA audit;

CREATE TABLE audit.entry (
    programme    smallint NOT NULL DEFAULT 1,
    number       bigint GENERATED ALWAYS AS IDENTITY,
    at           timestamptz NOT NULL,
    role         text COLLATE "C" NOT NULL,
    key_id       text COLLATE "C",                   -- the public half of the token
    uid          bigint,                             -- the account on the Unix socket
    organisation bigint,
    garage       bigint,
    action       text COLLATE "C" NOT NULL CHECK (action IN ('read', 'write', 'export')),
    object       text COLLATE "C" NOT NULL,
    asked        text NOT NULL,
    first_day    date,
    last_day     date,
    row_count    bigint CHECK (row_count >= 0),      -- when it was asked
    chain        bytea,                              -- for a hash over the entry before; null now
    PRIMARY KEY (number, programme),
    CONSTRAINT export_has_days
        CHECK (action <> 'export' OR (first_day IS NOT NULL AND last_day IS NOT NULL))
);
CREATE TRIGGER entry_never_altered BEFORE UPDATE OR DELETE OR TRUNCATE ON audit.entry
    FOR EACH STATEMENT EXECUTE FUNCTION ledger.never();

-- For other programs: stable names, no person, nothing of one to four people.

CREATE VIEW reporting.garage_month AS
    SELECT g.id AS garage, ledger.territory(g.postcode) AS territory, m.month,
           reporting.folded(m.committed) AS committed, reporting.folded(m.received) AS received,
           g.target_min, g.target_max,
           CASE WHEN m.received < g.target_min THEN 'below'
                WHEN m.received > g.target_max THEN 'above' ELSE 'in' END AS received_band
      FROM ledger.garage_month m
      JOIN network.garage g ON g.number = m.garage AND g.programme = m.programme;

CREATE VIEW reporting.referral_flow AS
    SELECT m.month, g.id AS garage, ledger.territory(g.postcode) AS territory,
           reporting.folded(count(*)) AS proposed,
           reporting.folded(count(m.accepted_on)) AS accepted,
           reporting.folded(count(*) FILTER (WHERE m.state = 'declined')) AS declined,
           reporting.folded(count(*) FILTER (WHERE m.state = 'expired')) AS expired,
           reporting.folded(count(*) FILTER (WHERE m.state = 'cancelled')) AS cancelled,
           reporting.folded(count(*) FILTER (WHERE m.state = 'redirected')) AS redirected,
           reporting.folded(count(*) FILTER (WHERE m.state = 'no-show')) AS no_show,
           reporting.folded(count(*) FILTER (
               WHERE m.received_on IS NOT NULL AND ledger.is_committed(m.state))) AS received,
           reporting.folded(count(*) FILTER (WHERE m.outcome = 'repaired')) AS repaired,
           reporting.folded(count(*) FILTER (WHERE m.outcome = 'not-repaired')) AS not_repaired
      FROM ledger.milestone m
      JOIN network.garage g ON g.number = m.garage AND g.programme = m.programme
     GROUP BY m.month, g.id, g.postcode;

CREATE VIEW reporting.step_delay AS
    SELECT s.month, g.id AS garage, ledger.territory(g.postcode) AS territory,
           (ARRAY['answer', 'reception', 'file', 'quote', 'quote-answer', 'repair',
                  'satisfaction'])[s.step + 1] AS step,
           CASE s.step WHEN 0 THEN 'hours' ELSE 'days' END AS unit,
           reporting.folded(count(s.length)) AS cases,
           CASE WHEN count(s.length) >= 5
                THEN percentile_cont(0.5) WITHIN GROUP (ORDER BY s.length) END AS median,
           CASE WHEN count(s.length) >= 5
                THEN percentile_cont(0.9) WITHIN GROUP (ORDER BY s.length) END AS p90,
           reporting.folded(count(s.waits_since)) AS waiting
      FROM ledger.course_step s
      JOIN network.garage g ON g.number = s.garage AND g.programme = s.programme
     GROUP BY s.month, g.id, g.postcode, s.step;

CREATE VIEW reporting.decline_reason AS
    SELECT ledger.month_of(e.on_day) AS month, ledger.territory(g.postcode) AS territory,
           e.event, e.reason, reporting.folded(count(*)) AS cases
      FROM ledger.ending e
      JOIN network.garage g ON g.number = e.garage AND g.programme = e.programme
     GROUP BY 1, 2, 3, 4;

CREATE VIEW reporting.prescriber_share AS
    SELECT x.month, x.garage, x.territory, x.prescriber, reporting.folded(x.cases) AS cases,
           CASE WHEN x.cases >= 5 AND x.total >= 5
                THEN round(x.cases / x.total, 4)::double precision END AS share
      FROM (SELECT r.month, g.id AS garage, ledger.territory(g.postcode) AS territory,
                   CASE WHEN reporting.is_sensitive(p.kind) THEN 'other'
                        ELSE ledger.sender(p.id, r.organisation) END AS prescriber,
                   count(*) AS cases, sum(count(*)) OVER (PARTITION BY r.month, g.id) AS total
              FROM ledger.referral r
              JOIN network.garage g ON g.number = r.garage AND g.programme = r.programme
              LEFT JOIN network.prescriber p
                ON p.number = r.organisation AND p.programme = r.programme
             WHERE ledger.is_committed(r.state)
             GROUP BY r.month, g.id, g.postcode, 4) AS x;

CREATE VIEW reporting.no_show AS
    SELECT x.month, x.garage, x.territory, reporting.folded(x.expected) AS expected,
           reporting.folded(x.no_shows) AS no_shows,
           CASE WHEN x.expected >= 5 AND reporting.folded(x.no_shows) IS NOT NULL
                THEN round(x.no_shows::numeric / x.expected, 4)::double precision END AS rate,
           reporting.folded(x.rebooked) AS rebooked, reporting.folded(x.came_after) AS came_after
      FROM (SELECT m.month, g.id AS garage, ledger.territory(g.postcode) AS territory,
                   count(*) FILTER (WHERE m.accepted_on IS NOT NULL OR m.stayed_away
                                       OR m.received_on IS NOT NULL) AS expected,
                   count(*) FILTER (WHERE m.stayed_away) AS no_shows,
                   count(*) FILTER (WHERE m.stayed_away AND m.rebooked) AS rebooked,
                   count(*) FILTER (WHERE m.stayed_away AND m.received_on IS NOT NULL)
                       AS came_after
              FROM ledger.milestone m
              JOIN network.garage g ON g.number = m.garage AND g.programme = m.programme
             GROUP BY m.month, g.id, g.postcode) AS x;

CREATE VIEW reporting.unplaced AS
    SELECT ledger.month_of(u.since_on) AS month, reporting.folded(count(*)) AS requests,
           reporting.folded(count(*) FILTER (WHERE u.ended_at IS NULL)) AS waiting,
           reporting.folded(count(*) FILTER (WHERE u.ended_by = 'placed')) AS placed_later,
           reporting.folded(count(*) FILTER (WHERE u.ended_by = 'withdrawn')) AS withdrawn
      FROM ledger.unplaced u
     GROUP BY 1;

-- Of each referral and kind of fact the last amount that was told counts once.
CREATE VIEW reporting.quote AS
    SELECT ledger.month_of(q.on_day) AS month, g.id AS garage,
           ledger.territory(g.postcode) AS territory, q.event,
           reporting.folded(count(*)) AS cases,
           reporting.folded(count(q.amount_cents)) AS with_amount,
           CASE WHEN count(q.amount_cents) >= 5
                THEN sum(q.amount_cents)::bigint END AS amount_cents
      FROM (SELECT DISTINCT ON (e.referral, e.programme, e.event)
                   e.referral, e.programme, e.event, e.on_day, e.amount_cents
              FROM ledger.referral_event e
             WHERE e.event IN ('quoted', 'quote-accepted', 'quote-refused', 'funding-wait',
                               'unrepairable')
             ORDER BY e.referral, e.programme, e.event, e.on_day DESC, e.seq DESC) AS q
      JOIN ledger.referral r ON r.number = q.referral AND r.programme = q.programme
      JOIN network.garage g ON g.number = r.garage AND g.programme = r.programme
     GROUP BY 1, g.id, g.postcode, q.event;

COMMENT ON SCHEMA reporting IS
    'Stable views for other programs: no person, no referral; counts of one to four are null.';
COMMENT ON FUNCTION reporting.folded(bigint) IS 'A count; null for one to four people.';
COMMENT ON FUNCTION reporting.is_sensitive(text) IS
    'Whether this kind of prescriber says something private of whom it sends.';
COMMENT ON SCHEMA audit IS 'Who read, wrote or took away what; rows are never changed.';
COMMENT ON VIEW reporting.garage_month IS
    'One row a garage and month: how many people count there, and where it stands in its band.';
COMMENT ON COLUMN reporting.garage_month.garage IS 'The id of the garage.';
COMMENT ON COLUMN reporting.garage_month.territory IS 'The département of the garage.';
COMMENT ON COLUMN reporting.garage_month.month IS 'The first day of the month, Europe/Paris.';
COMMENT ON COLUMN reporting.garage_month.committed IS
    'People with a place in this month; null for 1 to 4.';
COMMENT ON COLUMN reporting.garage_month.received IS
    'People who came in this month; null for 1 to 4.';
COMMENT ON COLUMN reporting.garage_month.target_min IS 'The lower end of the band, people.';
COMMENT ON COLUMN reporting.garage_month.target_max IS 'The upper end of the band, people.';
COMMENT ON COLUMN reporting.garage_month.received_band IS 'below, in or above, by those who came.';
COMMENT ON VIEW reporting.referral_flow IS
    'One row a garage and month: what became of the referrals whose place is in that month.';
COMMENT ON COLUMN reporting.referral_flow.month IS 'The month of the place, its first day.';
COMMENT ON COLUMN reporting.referral_flow.garage IS 'The id of the garage.';
COMMENT ON COLUMN reporting.referral_flow.territory IS 'The département of the garage.';
COMMENT ON COLUMN reporting.referral_flow.proposed IS 'Referrals made; null for 1 to 4.';
COMMENT ON COLUMN reporting.referral_flow.accepted IS
    'Of these, the garage said yes to; null for 1 to 4.';
COMMENT ON COLUMN reporting.referral_flow.declined IS
    'Of these, declined now; null for 1 to 4.';
COMMENT ON COLUMN reporting.referral_flow.expired IS
    'Of these, without an answer in time; null for 1 to 4.';
COMMENT ON COLUMN reporting.referral_flow.cancelled IS 'Of these, called off; null for 1 to 4.';
COMMENT ON COLUMN reporting.referral_flow.redirected IS
    'Of these, sent to another garage; null for 1 to 4.';
COMMENT ON COLUMN reporting.referral_flow.no_show IS
    'Of these, the person has not come; null for 1 to 4.';
COMMENT ON COLUMN reporting.referral_flow.received IS
    'Of these, the person came; null for 1 to 4.';
COMMENT ON COLUMN reporting.referral_flow.repaired IS
    'Of these, the car was repaired; null for 1 to 4.';
COMMENT ON COLUMN reporting.referral_flow.not_repaired IS
    'Of these, the car was not repaired; null for 1 to 4.';
COMMENT ON VIEW reporting.step_delay IS
    'One row a garage, month and step: how long it took the referrals of the month.';
COMMENT ON COLUMN reporting.step_delay.month IS 'The month of the place, its first day.';
COMMENT ON COLUMN reporting.step_delay.garage IS 'The id of the garage.';
COMMENT ON COLUMN reporting.step_delay.territory IS 'The département of the garage.';
COMMENT ON COLUMN reporting.step_delay.step IS
    'The end of the step: answer, reception, file, quote, quote-answer, repair, satisfaction.';
COMMENT ON COLUMN reporting.step_delay.unit IS 'hours for answer, days for the others.';
COMMENT ON COLUMN reporting.step_delay.cases IS
    'Referrals with both ends of the step; null for 1 to 4.';
COMMENT ON COLUMN reporting.step_delay.median IS
    'The median in the unit, interpolated; null below 5 cases.';
COMMENT ON COLUMN reporting.step_delay.p90 IS
    'Nine tenths took no longer, interpolated; null below 5 cases.';
COMMENT ON COLUMN reporting.step_delay.waiting IS 'Referrals in the step now; null for 1 to 4.';
COMMENT ON VIEW reporting.decline_reason IS
    'One row a month, département, event and reason: why referrals ended.';
COMMENT ON COLUMN reporting.decline_reason.month IS 'The month of the event, its first day.';
COMMENT ON COLUMN reporting.decline_reason.territory IS 'The département of the garage.';
COMMENT ON COLUMN reporting.decline_reason.event IS
    'decline, expire, cancel, redirect, not-repaired or quote-refused.';
COMMENT ON COLUMN reporting.decline_reason.reason IS 'The code of the reason.';
COMMENT ON COLUMN reporting.decline_reason.cases IS 'Referrals; null for 1 to 4.';
COMMENT ON VIEW reporting.prescriber_share IS
    'One row a garage, month and prescriber; prescribers of private kinds are one: other.';
COMMENT ON COLUMN reporting.prescriber_share.month IS 'The month of the place, its first day.';
COMMENT ON COLUMN reporting.prescriber_share.garage IS 'The id of the garage.';
COMMENT ON COLUMN reporting.prescriber_share.territory IS 'The département of the garage.';
COMMENT ON COLUMN reporting.prescriber_share.prescriber IS
    'The id of the prescriber; (network) for the network itself, other for private kinds.';
COMMENT ON COLUMN reporting.prescriber_share.cases IS
    'People with a place from this prescriber; null for 1 to 4.';
COMMENT ON COLUMN reporting.prescriber_share.share IS
    'Of all people with a place there, 0 to 1; null below 5.';
COMMENT ON VIEW reporting.no_show IS
    'One row a garage and month: who was expected and did not come.';
COMMENT ON COLUMN reporting.no_show.month IS 'The month of the place, its first day.';
COMMENT ON COLUMN reporting.no_show.garage IS 'The id of the garage.';
COMMENT ON COLUMN reporting.no_show.territory IS 'The département of the garage.';
COMMENT ON COLUMN reporting.no_show.expected IS
    'Referrals the garage said yes to, or whose person came or not; null for 1 to 4.';
COMMENT ON COLUMN reporting.no_show.no_shows IS
    'Of these, the person once did not come; null for 1 to 4.';
COMMENT ON COLUMN reporting.no_show.rate IS 'no_shows of expected, 0 to 1; null where one is.';
COMMENT ON COLUMN reporting.no_show.rebooked IS
    'Of the no-shows, those with another day; null for 1 to 4.';
COMMENT ON COLUMN reporting.no_show.came_after IS
    'Of the no-shows, those who came; null for 1 to 4.';
COMMENT ON VIEW reporting.unplaced IS
    'One row a month: people whom no garage could take.';
COMMENT ON COLUMN reporting.unplaced.month IS 'The month of the first try, its first day.';
COMMENT ON COLUMN reporting.unplaced.requests IS 'People; null for 1 to 4.';
COMMENT ON COLUMN reporting.unplaced.waiting IS 'Of these, who still wait; null for 1 to 4.';
COMMENT ON COLUMN reporting.unplaced.placed_later IS
    'Of these, who found a garage later; null for 1 to 4.';
COMMENT ON COLUMN reporting.unplaced.withdrawn IS 'Of these, withdrawn; null for 1 to 4.';
COMMENT ON VIEW reporting.quote IS
    'One row a garage, month and kind of fact about a quote, with the sum of the amounts.';
COMMENT ON COLUMN reporting.quote.month IS 'The month of the fact, its first day.';
COMMENT ON COLUMN reporting.quote.garage IS 'The id of the garage.';
COMMENT ON COLUMN reporting.quote.territory IS 'The département of the garage.';
COMMENT ON COLUMN reporting.quote.event IS
    'quoted, quote-accepted, quote-refused, funding-wait or unrepairable.';
COMMENT ON COLUMN reporting.quote.cases IS 'Referrals; null for 1 to 4.';
COMMENT ON COLUMN reporting.quote.with_amount IS
    'Of these, with an amount; null for 1 to 4.';
COMMENT ON COLUMN reporting.quote.amount_cents IS
    'The sum of the amounts in cents; null below 5 amounts.';
