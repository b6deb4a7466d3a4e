-- What became of people, and indicators of both partners on the same people.
--
-- O1  a statement is never altered: a later one of the same person and months stands in its place
-- O2  a person counts once: under the pseudonym that goes on where two were merged
-- O3  nothing here or in reporting.impact* reads schema person
--
-- The cohort, written once, in impact.journeys: the people whose first referral was made in a
-- period. Whatever became of them until today counts, also by later referrals and by other
-- organisations. They are told apart by that first referral: its month, the département of its
-- garage (where a person lives is sealed, and statistics never read it), the kind of its
-- prescriber (kinds that say something private of a person are one: other).

-- Work at 0, 3 and 6 months after the end of what the network did, as somebody told it.
CREATE TABLE impact.outcome (
    programme    smallint NOT NULL DEFAULT 1,
    number       bigint GENERATED ALWAYS AS IDENTITY,
    beneficiary  bigint NOT NULL,                    -- ledger.beneficiary, as it was then
    organisation bigint NOT NULL,                    -- whose person it is
    months       smallint NOT NULL CHECK (months IN (0, 3, 6)),
    result       text COLLATE "C" NOT NULL
                 CHECK (result IN ('job-kept', 'job-found', 'training', 'none')),
    source       text COLLATE "C" NOT NULL
                 CHECK (source IN ('association', 'company', 'prescriber', 'employment-service',
                                   'person', 'other')),
    on_day       date NOT NULL,                      -- on which it was so
    recorded_at  timestamptz NOT NULL,
    by_role      text COLLATE "C" NOT NULL,
    actor        bigint NOT NULL DEFAULT 0,          -- organisation; 0 for the network
    request_key  text COLLATE "C" NOT NULL,
    request_hash bytea NOT NULL,
    PRIMARY KEY (number, programme),
    CONSTRAINT outcome_request UNIQUE (by_role, actor, request_key, programme)
);
CREATE INDEX outcome_person ON impact.outcome (beneficiary, months, number);
REVOKE ALL ON impact.outcome FROM garaged_daemon;
GRANT SELECT, INSERT ON impact.outcome TO garaged_daemon;

-- Who is forgotten leaves statements that lead to nobody: without the key that a client typed.
CREATE FUNCTION impact.forget_keys() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    UPDATE impact.outcome o
       SET request_key = E'\x01' || 'forgotten:' || o.number, request_hash = ''
     WHERE o.programme = NEW.programme AND o.beneficiary = NEW.number;
    RETURN NULL;
END $$;
CREATE TRIGGER beneficiary_forgotten AFTER UPDATE OF halted ON ledger.beneficiary
    FOR EACH ROW WHEN (NEW.halted = 'forgotten') EXECUTE FUNCTION impact.forget_keys();

-- Whom a pseudonym that was merged is now.
CREATE VIEW impact.merged AS
    WITH RECURSIVE way (programme, number, root, depth) AS (
        SELECT b.programme, b.number, b.merged_into, 1 FROM ledger.beneficiary b
         WHERE b.merged_into IS NOT NULL
        UNION ALL
        SELECT w.programme, w.number, b.merged_into, w.depth + 1
          FROM way w
          JOIN ledger.beneficiary b ON b.number = w.root AND b.programme = w.programme
         WHERE b.merged_into IS NOT NULL AND w.depth < 100)
    SELECT DISTINCT ON (w.programme, w.number) w.programme, w.number, w.root
      FROM way w
     ORDER BY w.programme, w.number, w.depth DESC;

-- Keeps a statement. Outcomes: TOLD, REPLAYED, KEY_REUSED, NOT_FOUND (nobody, somebody else's,
-- forgotten, merged), HALTED (with why).
CREATE FUNCTION impact.tell(
    p_id text, p_role text, p_organisation bigint, p_months smallint, p_result text,
    p_source text, p_on date, p_key text, p_hash bytea, p_at timestamptz)
RETURNS TABLE (outcome text, halted text)
LANGUAGE plpgsql SET search_path = '' SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
DECLARE
    v_actor bigint := coalesce(p_organisation, 0);
    v_person ledger.beneficiary;
    v_known impact.outcome;
BEGIN
    SELECT * INTO v_person FROM ledger.beneficiary b
     WHERE b.id = p_id AND b.programme = 1
       AND (p_organisation IS NULL OR b.organisation = p_organisation);
    IF NOT FOUND OR v_person.halted IN ('forgotten', 'merged') THEN
        RETURN QUERY SELECT 'NOT_FOUND', NULL::text;
        RETURN;
    END IF;
    IF v_person.halted IS NOT NULL THEN
        RETURN QUERY SELECT 'HALTED', v_person.halted;
        RETURN;
    END IF;
    INSERT INTO impact.outcome
        (beneficiary, organisation, months, result, source, on_day, recorded_at, by_role, actor,
         request_key, request_hash)
    VALUES (v_person.number, v_person.organisation, p_months, p_result, p_source,
            coalesce(p_on, ledger.paris_day(coalesce(p_at, now()))), coalesce(p_at, now()),
            p_role, v_actor, p_key, p_hash)
        ON CONFLICT DO NOTHING;
    IF FOUND THEN
        RETURN QUERY SELECT 'TOLD', NULL::text;
        RETURN;
    END IF;
    SELECT * INTO v_known FROM impact.outcome o
     WHERE o.programme = 1 AND o.by_role = p_role AND o.actor = v_actor
       AND o.request_key = p_key;
    RETURN QUERY SELECT CASE WHEN v_known.request_hash = p_hash THEN 'REPLAYED'
                             ELSE 'KEY_REUSED' END, NULL::text;
END $$;

-- The index over the dimensions that another assessment has too; null when they are too few. The
-- scores are exact to 15 digits, and two different indexes before rounding lie much further apart
-- than what is added: halves go up as where the daemon computes with fractions.
CREATE FUNCTION impact.common_index(
    p_scores jsonb, p_other jsonb, p_weights jsonb, p_lowest integer, p_needed integer)
RETURNS smallint LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = '' AS $$
    SELECT CASE WHEN count(*) >= p_needed THEN
               floor(((100 - p_lowest) * sum(c.weight * c.score) / sum(c.weight)
                      + p_lowest * min(c.score)) / 100 + 0.5 + 1e-9)::smallint END
      FROM (SELECT s.value::double precision AS score,
                   coalesce((p_weights ->> s.key)::double precision, 1) AS weight
              FROM jsonb_each_text(p_scores) s
             WHERE p_other ? s.key) AS c
$$;

-- What each version weighs, by the name of the dimension, and its rules.
CREATE VIEW impact.scale AS
    SELECT q.version,
           (SELECT jsonb_object_agg(d ->> 'id', d -> 'weight')
              FROM jsonb_array_elements(j.json -> 'dimensions') d) AS weights,
           coalesce((j.json #>> '{rules,lowest_percent}')::integer, 20) AS lowest_percent,
           coalesce((j.json #>> '{rules,dimensions_needed}')::integer, 5) AS dimensions_needed,
           coalesce((j.json #>> '{rules,measurable_points}')::integer, 5) AS measurable_points
      FROM impact.questionnaire q
     CROSS JOIN LATERAL (SELECT q.json::jsonb AS json) AS j;

-- Whoever may read reporting.* runs this inside those views; nobody else can name it, because
-- schema impact is not theirs.
-- The cohort of a period (p_organisation: only whose first referral it made; null for all), one row
-- a person, as of p_today (null: today). exit_state: no-entry; entry without an exit: due (the
-- entry still holds), overdue; entry and exit: version (of two questionnaires), incomparable (an
-- index is missing, or too few dimensions are known both times), paired.
CREATE FUNCTION impact.journeys(
    p_first date, p_last date, p_organisation bigint, p_today date)
RETURNS TABLE (
    beneficiary bigint, first_on date, month date, territory text, kind text,
    referrals integer, garages bigint[], received boolean, file boolean, quoted boolean,
    repaired boolean, not_repaired boolean, score integer,
    exit_state text, entry_index smallint, exit_index smallint, index_change smallint,
    measurable_points integer, entry_scores jsonb, exit_scores jsonb, is_one_version boolean,
    work_0 text, work_3 text, work_6 text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' SET enable_nestloop = off AS $$
    WITH root AS MATERIALIZED (SELECT m.number, m.root FROM impact.merged m WHERE m.programme = 1),
    sent AS MATERIALIZED (
        SELECT coalesce(m.root, r.beneficiary) AS person, r.number, r.organisation, r.garage,
               r.created_on, r.created_at, ledger.is_committed(r.state) AS counts, r.outcome,
               r.received_on
          FROM ledger.referral r
          LEFT JOIN root m ON m.number = r.beneficiary
         WHERE r.programme = 1),
    cohort AS MATERIALIZED (
        SELECT f.person, f.created_on, f.organisation, f.garage
          FROM (SELECT DISTINCT ON (s.person) s.* FROM sent s
                 ORDER BY s.person, s.created_at, s.number) AS f
         WHERE f.created_on BETWEEN p_first AND p_last
           AND (p_organisation IS NULL OR f.organisation = p_organisation)),
    told AS (
        SELECT e.referral, bool_or(e.event = 'file') AS file,
               bool_or(e.event NOT IN ('file', 'satisfaction')) AS quoted,
               (array_agg(e.score ORDER BY e.seq DESC) FILTER (WHERE e.score IS NOT NULL))[1]
                   AS score
          FROM ledger.referral_event e
         WHERE e.programme = 1
           AND e.event IN ('file', 'quoted', 'quote-accepted', 'quote-refused', 'funding-wait',
                           'satisfaction')
         GROUP BY e.referral),
    course AS (
        SELECT s.person, count(*)::integer AS referrals, array_agg(DISTINCT s.garage) AS garages,
               bool_or(s.counts AND s.received_on IS NOT NULL) AS received,
               coalesce(bool_or(s.counts AND t.file), false) AS file,
               coalesce(bool_or(s.counts AND t.quoted), false) AS quoted,
               coalesce(bool_or(s.counts AND s.outcome = 'repaired'), false) AS repaired,
               coalesce(bool_or(s.counts AND s.outcome = 'not-repaired'), false) AS given_up,
               (array_agg(t.score ORDER BY s.created_at DESC, s.number DESC)
                   FILTER (WHERE s.counts AND t.score IS NOT NULL))[1] AS score
          FROM cohort c
          JOIN sent s ON s.person = c.person
          LEFT JOIN told t ON t.referral = s.number
         GROUP BY s.person),
    taken AS MATERIALIZED (
        SELECT c.person, a.number, a.kind, a.version, a.on_day, a.index, a.dimensions,
               a.valid_until
          FROM impact.assessment a
          LEFT JOIN root m ON m.number = a.beneficiary
          JOIN cohort c ON c.person = coalesce(m.root, a.beneficiary)
          LEFT JOIN impact.assessment l ON l.supersedes = a.number AND l.programme = a.programme
         WHERE a.programme = 1 AND a.kind IN ('entry', 'exit') AND l.number IS NULL),
    entry AS (
        SELECT DISTINCT ON (t.person) t.* FROM taken t WHERE t.kind = 'entry'
         ORDER BY t.person, t.on_day, t.number),
    pair AS (
        SELECT DISTINCT ON (e.person)
               e.person, e.version, e.index AS entry_index, e.dimensions AS entry_scores,
               e.valid_until, x.version AS exit_version, x.index AS exit_index,
               x.dimensions AS exit_scores
          FROM entry e
          LEFT JOIN taken x ON x.person = e.person AND x.kind = 'exit' AND x.on_day >= e.on_day
         ORDER BY e.person, x.on_day DESC, x.number DESC),
    progress AS (
        SELECT p.*, s.measurable_points,
               CASE WHEN p.version = p.exit_version AND p.entry_index IS NOT NULL
                     AND p.exit_index IS NOT NULL
                    THEN impact.common_index(p.exit_scores, p.entry_scores, s.weights,
                                             s.lowest_percent, s.dimensions_needed)
                       - impact.common_index(p.entry_scores, p.exit_scores, s.weights,
                                             s.lowest_percent, s.dimensions_needed)
                    END AS change
          FROM pair p
          LEFT JOIN impact.scale s ON s.version = p.version),
    work AS (
        SELECT w.person, max(w.result) FILTER (WHERE w.months = 0) AS work_0,
               max(w.result) FILTER (WHERE w.months = 3) AS work_3,
               max(w.result) FILTER (WHERE w.months = 6) AS work_6
          FROM (SELECT DISTINCT ON (coalesce(m.root, o.beneficiary), o.months)
                       coalesce(m.root, o.beneficiary) AS person, o.months, o.result
                  FROM impact.outcome o
                  LEFT JOIN root m ON m.number = o.beneficiary
                 WHERE o.programme = 1
                 ORDER BY coalesce(m.root, o.beneficiary), o.months, o.number DESC) AS w
         GROUP BY w.person)
    SELECT c.person, c.created_on, ledger.month_of(c.created_on),
           coalesce(nullif(ledger.territory(g.postcode), ''), 'other'),
           CASE WHEN c.organisation = 0 THEN '(network)'
                WHEN s.kind IS NULL OR btrim(s.kind) = '' OR reporting.is_sensitive(s.kind)
                THEN 'other' ELSE s.kind END,
           o.referrals, o.garages, o.received, o.file, o.quoted, o.repaired,
           o.given_up AND NOT o.repaired, o.score,
           CASE WHEN p.person IS NULL THEN 'no-entry'
                WHEN p.exit_version IS NULL
                THEN CASE WHEN coalesce(p_today, network.today()) <= p.valid_until
                          THEN 'due' ELSE 'overdue' END
                WHEN p.version <> p.exit_version THEN 'version'
                WHEN p.change IS NULL THEN 'incomparable' ELSE 'paired' END,
           p.entry_index, p.exit_index, p.change::smallint, coalesce(p.measurable_points, 5),
           p.entry_scores, p.exit_scores, coalesce(p.version = p.exit_version, false),
           w.work_0, w.work_3, w.work_6
      FROM cohort c
      JOIN course o ON o.person = c.person
      LEFT JOIN network.garage g ON g.number = c.garage AND g.programme = 1
      LEFT JOIN network.prescriber s ON s.number = c.organisation AND s.programme = 1
      LEFT JOIN progress p ON p.person = c.person
      LEFT JOIN work w ON w.person = c.person
$$;

-- The journeys of one period, in the figures that IMPACT is computed of; see impact_figures.sql.
-- One row a group and kind of figure: counts, or the values that a median is taken of.
CREATE FUNCTION impact.figures(
    p_first date, p_last date, p_organisation bigint, p_grouping text, p_today date)
RETURNS TABLE (key text, figure text, dimension text, counts bigint[], samples double precision[])
LANGUAGE sql STABLE SET search_path = '' SET enable_nestloop = off AS $$
    WITH j AS MATERIALIZED (
        SELECT CASE p_grouping WHEN 'month' THEN to_char(x.month, 'YYYY-MM')
                               WHEN 'territory' THEN x.territory WHEN 'kind' THEN x.kind
                               ELSE '' END COLLATE "C" AS key, x.*
          FROM impact.journeys(p_first, p_last, p_organisation, p_today) x),
    scores AS MATERIALIZED (
        SELECT j.key, s.key AS dimension, s.value::double precision AS entry,
               CASE WHEN j.is_one_version
                    THEN (j.exit_scores ->> s.key)::double precision END AS exit
          FROM j CROSS JOIN LATERAL jsonb_each_text(j.entry_scores) s)
    SELECT j.key, 'counts', '',
           ARRAY[count(*), sum(j.referrals), count(*) FILTER (WHERE j.received),
                 count(*) FILTER (WHERE j.file), count(*) FILTER (WHERE j.quoted),
                 count(*) FILTER (WHERE j.repaired), count(*) FILTER (WHERE j.not_repaired),
                 count(*) FILTER (WHERE j.exit_state = 'no-entry'),
                 count(*) FILTER (WHERE j.exit_state = 'due'),
                 count(*) FILTER (WHERE j.exit_state = 'overdue'),
                 count(*) FILTER (WHERE j.exit_state = 'version'),
                 count(*) FILTER (WHERE j.exit_state = 'incomparable'),
                 count(*) FILTER (WHERE j.index_change >= j.measurable_points),
                 count(*) FILTER (WHERE abs(j.index_change) < j.measurable_points),
                 count(*) FILTER (WHERE j.index_change <= -j.measurable_points),
                 count(*) FILTER (WHERE j.work_0 = 'job-kept'),
                 count(*) FILTER (WHERE j.work_0 = 'job-found'),
                 count(*) FILTER (WHERE j.work_0 = 'training'),
                 count(*) FILTER (WHERE j.work_0 = 'none'),
                 count(*) FILTER (WHERE j.work_3 = 'job-kept'),
                 count(*) FILTER (WHERE j.work_3 = 'job-found'),
                 count(*) FILTER (WHERE j.work_3 = 'training'),
                 count(*) FILTER (WHERE j.work_3 = 'none'),
                 count(*) FILTER (WHERE j.work_6 = 'job-kept'),
                 count(*) FILTER (WHERE j.work_6 = 'job-found'),
                 count(*) FILTER (WHERE j.work_6 = 'training'),
                 count(*) FILTER (WHERE j.work_6 = 'none')],
           '{}'::double precision[]
      FROM j GROUP BY j.key
    UNION ALL
    SELECT j.key, 'garages', '', array_agg(DISTINCT g.number), '{}'
      FROM j CROSS JOIN LATERAL unnest(j.garages) AS g(number) GROUP BY j.key
    UNION ALL
    SELECT '', 'deployed', '', ARRAY[count(*)], '{}'
      FROM network.garage g
     WHERE g.programme = 1 AND coalesce(g.joined_on <= p_last, true)
       AND (g.status <> 'left' OR g.status_since > p_first)
    UNION ALL
    SELECT j.key, 'score', '', '{}', array_agg(j.score::double precision)
      FROM j WHERE j.score IS NOT NULL GROUP BY j.key
    UNION ALL
    SELECT j.key, 'entry', '', '{}', array_agg(j.entry_index::double precision)
      FROM j WHERE j.entry_index IS NOT NULL GROUP BY j.key
    UNION ALL
    SELECT j.key, 'exit', '', '{}', array_agg(j.exit_index::double precision)
      FROM j WHERE j.exit_index IS NOT NULL GROUP BY j.key
    UNION ALL
    SELECT j.key, 'change', '', '{}', array_agg(j.index_change::double precision)
      FROM j WHERE j.index_change IS NOT NULL GROUP BY j.key
    UNION ALL
    SELECT s.key, 'entry', s.dimension, '{}', array_agg(s.entry)
      FROM scores s GROUP BY s.key, s.dimension
    UNION ALL
    SELECT j.key, 'exit', s.key, '{}', array_agg(s.value::double precision)
      FROM j CROSS JOIN LATERAL jsonb_each_text(j.exit_scores) s GROUP BY j.key, s.key
    UNION ALL
    SELECT s.key, 'change', s.dimension, '{}', array_agg(s.exit - s.entry)
      FROM scores s WHERE s.exit IS NOT NULL GROUP BY s.key, s.dimension
$$;

-- For other programs: cells of one to four people are null, and so are those of which the rest of
-- their month is one to four; where a month would be the only one without a figure, or such months
-- together have fewer than five, the month with the fewest goes without it too.
CREATE VIEW reporting.impact AS
    WITH cell AS (
        SELECT j.month, c.partner, c.measure, count(*) FILTER (WHERE c.is_so) AS cases,
               count(*) AS people
          FROM impact.journeys('-infinity', 'infinity', NULL, NULL) j
         CROSS JOIN LATERAL (VALUES
               ('association', 'people', true),
               ('association', 'entry', j.exit_state <> 'no-entry'),
               ('association', 'exit-due', j.exit_state = 'due'),
               ('association', 'exit-overdue', j.exit_state = 'overdue'),
               ('association', 'paired', j.exit_state = 'paired'),
               ('association', 'rise', coalesce(j.index_change >= j.measurable_points, false)),
               ('association', 'fall', coalesce(j.index_change <= -j.measurable_points, false)),
               ('association', 'known-0', j.work_0 IS NOT NULL),
               ('association', 'work-0', coalesce(j.work_0 LIKE 'job-%', false)),
               ('association', 'known-3', j.work_3 IS NOT NULL),
               ('association', 'work-3', coalesce(j.work_3 LIKE 'job-%', false)),
               ('association', 'known-6', j.work_6 IS NOT NULL),
               ('association', 'work-6', coalesce(j.work_6 LIKE 'job-%', false)),
               ('company', 'reception', j.received), ('company', 'file', j.file),
               ('company', 'quote', j.quoted), ('company', 'repaired', j.repaired),
               ('company', 'not-repaired', j.not_repaired),
               ('company', 'satisfaction', j.score IS NOT NULL)) AS c(partner, measure, is_so)
         GROUP BY j.month, c.partner, c.measure),
    small AS (
        SELECT c.*, c.people < 5 OR c.cases BETWEEN 1 AND 4
                    OR c.people - c.cases BETWEEN 1 AND 4 AS is_small
          FROM cell c),
    ranked AS (
        SELECT s.*, count(*) FILTER (WHERE s.is_small) OVER w AS small_months,
               coalesce(sum(s.cases) FILTER (WHERE s.is_small) OVER w, 0) AS small_cases,
               row_number() OVER (PARTITION BY s.measure, s.is_small
                                  ORDER BY s.cases = 0, s.cases, s.month) AS place
          FROM small s WINDOW w AS (PARTITION BY s.measure)),
    told AS (
        SELECT r.*, NOT (r.is_small OR (r.place = 1 AND r.small_months > 0
                                        AND (r.small_months = 1 OR r.small_cases < 5))) AS is_told
          FROM ranked r)
    SELECT t.month, t.partner, t.measure, CASE WHEN t.is_told THEN t.cases END AS cases,
           CASE WHEN t.people >= 5 THEN t.people END AS people,
           CASE WHEN t.is_told
                THEN round(t.cases::numeric / t.people, 4)::double precision END AS share
      FROM told t;

CREATE VIEW reporting.impact_index AS
    SELECT j.month, s.dimension, reporting.folded(count(s.entry)) AS entries,
           CASE WHEN count(s.entry) >= 5
                THEN percentile_cont(0.5) WITHIN GROUP (ORDER BY s.entry) END AS entry_median,
           reporting.folded(count(s.change)) AS pairs,
           CASE WHEN count(s.change) >= 5
                THEN percentile_cont(0.5) WITHIN GROUP (ORDER BY s.change) END AS change_median
      FROM impact.journeys('-infinity', 'infinity', NULL, NULL) j
     CROSS JOIN LATERAL (
           SELECT 'index' AS dimension, j.entry_index::double precision AS entry,
                  j.index_change::double precision AS change
           UNION ALL
           SELECT d.key, d.value::double precision,
                  CASE WHEN j.is_one_version
                       THEN (j.exit_scores ->> d.key)::double precision END
                  - d.value::double precision
             FROM jsonb_each_text(j.entry_scores) d) AS s
     GROUP BY j.month, s.dimension;

COMMENT ON VIEW reporting.impact IS
    'One row a month of first referral and measure: both partners, on the same people. What is '
    'here together is linked, not caused.';
COMMENT ON COLUMN reporting.impact.month IS
    'The month of the first referral of a person, its first day.';
COMMENT ON COLUMN reporting.impact.partner IS 'Whose indicator it is: association or company.';
COMMENT ON COLUMN reporting.impact.measure IS
    'people; entry, exit-due, exit-overdue, paired, rise, fall: the index; known-N, work-N: '
    'work after N months; reception, file, quote, repaired, not-repaired, satisfaction: steps.';
COMMENT ON COLUMN reporting.impact.cases IS
    'People of whom it is so; null for 1 to 4, for all but 1 to 4, and for one more month where '
    'that could be told from the rest.';
COMMENT ON COLUMN reporting.impact.people IS 'All people of the month; null for 1 to 4.';
COMMENT ON COLUMN reporting.impact.share IS 'cases of people, 0 to 1; null where one is.';
COMMENT ON VIEW reporting.impact_index IS
    'One row a month of first referral and dimension of the mobility index: where people stood at '
    'entry, and how much that changed until the exit.';
COMMENT ON COLUMN reporting.impact_index.month IS
    'The month of the first referral of a person, its first day.';
COMMENT ON COLUMN reporting.impact_index.dimension IS
    'index for the whole, else the dimension of the questionnaire.';
COMMENT ON COLUMN reporting.impact_index.entries IS
    'People with a score at entry; null for 1 to 4.';
COMMENT ON COLUMN reporting.impact_index.entry_median IS 'Points, 0 to 100; null below 5 people.';
COMMENT ON COLUMN reporting.impact_index.pairs IS
    'People with a score at entry and at exit, of one questionnaire; null for 1 to 4.';
COMMENT ON COLUMN reporting.impact_index.change_median IS
    'The median of exit less entry, in points; null below 5 people.';
