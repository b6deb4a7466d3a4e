-- Who is told, what they are told, and the links by which a garage answers without an account.
--
-- N1  a message is written once                       (unique key, insert or nothing)
-- N2  it is written with what it tells of             (statement triggers)
-- N3  no row holds a person: codes and ids only
CREATE SCHEMA notice;

-- Where a garage, a prescriber or the network's manager is told. `number` is the garage's or the
-- organisation's; 0 for the manager, whose address may be a list.
CREATE TABLE notice.contact (
    programme    smallint NOT NULL DEFAULT 1,
    kind         text COLLATE "C" NOT NULL CHECK (kind IN ('garage', 'prescriber', 'manager')),
    number       bigint NOT NULL,
    email        text CHECK (octet_length(email) BETWEEN 3 AND 254
                             AND email ~ '^[^@[:cntrl:][:space:]]+@[^@[:cntrl:][:space:]]+$'),
    webhook      text CHECK (octet_length(webhook) <= 2048
                             AND webhook ~ '^https?://[^[:cntrl:][:space:]]+$'),
    language     text COLLATE "C" NOT NULL DEFAULT 'fr' CHECK (language IN ('fr', 'en')),
    wants_digest boolean NOT NULL DEFAULT true,
    immediate    boolean NOT NULL DEFAULT true,
    PRIMARY KEY (kind, number, programme),
    CONSTRAINT manager_is_the_network CHECK ((kind = 'manager') = (number = 0))
);

-- Messages until they are delivered, and some time after. The payload has codes and ids; what
-- else the recipient may see is looked up when it is sent.
CREATE TABLE notice.message (
    programme     smallint NOT NULL DEFAULT 1,
    number        bigint GENERATED ALWAYS AS IDENTITY,
    key           text COLLATE "C" NOT NULL CHECK (octet_length(key) BETWEEN 1 AND 200),
    kind          text COLLATE "C" NOT NULL CHECK (kind IN ('garage', 'prescriber', 'manager')),
    recipient     bigint NOT NULL,
    template      text COLLATE "C" NOT NULL CHECK (template ~ '^[a-z][a-z-]{0,29}$'),
    language      text COLLATE "C" NOT NULL CHECK (language IN ('fr', 'en')),
    payload       jsonb NOT NULL,
    channel       text COLLATE "C" NOT NULL CHECK (channel IN ('mail', 'webhook')),
    created_at    timestamptz NOT NULL,
    due_at        timestamptz NOT NULL,
    claimed_until timestamptz,                       -- somebody is sending it until then
    attempts      smallint NOT NULL DEFAULT 0 CHECK (attempts >= 0),
    last_try_at   timestamptz,
    last_error    text COLLATE "C" CHECK (last_error ~ '^[a-z][a-z0-9-]{0,39}$'),  -- a class only
    sent_at       timestamptz,
    dead_at       timestamptz,
    PRIMARY KEY (number, programme),
    CONSTRAINT message_key UNIQUE (key, programme),
    CONSTRAINT sent_or_dead CHECK (sent_at IS NULL OR dead_at IS NULL)
);
CREATE INDEX message_due ON notice.message (due_at) WHERE sent_at IS NULL AND dead_at IS NULL;
CREATE INDEX message_dead ON notice.message (dead_at) WHERE dead_at IS NOT NULL;
CREATE INDEX message_of_recipient ON notice.message (recipient, kind, created_at);

-- When the manager was last told of an alert, and at which level it was.
CREATE TABLE notice.told_alert (
    programme smallint NOT NULL DEFAULT 1,
    rule      text COLLATE "C" NOT NULL,
    garage    bigint NOT NULL,
    level     text COLLATE "C" NOT NULL,
    told_at   timestamptz NOT NULL,
    PRIMARY KEY (garage, rule, programme)
);

-- One row a channel of a contact.
CREATE VIEW notice.channel AS
    SELECT c.programme, c.kind, c.number, c.language, c.wants_digest, c.immediate, w.channel,
           w.address
      FROM notice.contact c
     CROSS JOIN LATERAL (VALUES ('mail', c.email), ('webhook', c.webhook)) AS w(channel, address)
     WHERE w.address IS NOT NULL;

-- A proposal and a reminder go to the garage at once. While nobody has a contact this costs one
-- look at an empty table.
CREATE FUNCTION notice.events_told() RETURNS trigger
LANGUAGE plpgsql SET search_path = '' SET plan_cache_mode = force_generic_plan AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM notice.contact) THEN RETURN NULL; END IF;
    INSERT INTO notice.message
        (programme, key, kind, recipient, template, language, payload, channel, created_at, due_at)
    SELECT r.programme,
           CASE e.event WHEN 'propose' THEN 'proposed:' || r.code
                        ELSE 'reminded:' || r.code || ':' || e.seq END
               || ':garage:' || r.garage || ':' || c.channel,
           'garage', r.garage, CASE e.event WHEN 'propose' THEN 'proposed' ELSE 'reminded' END,
           c.language, jsonb_build_object('referral', r.code), c.channel, e.recorded_at,
           e.recorded_at
      FROM told e
      JOIN ledger.referral r ON r.number = e.referral AND r.programme = e.programme
      JOIN notice.channel c
        ON c.kind = 'garage' AND c.number = r.garage AND c.programme = r.programme
     WHERE e.event IN ('propose', 'remind') AND c.immediate
        ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;

CREATE TRIGGER events_told AFTER INSERT ON ledger.referral_event
    REFERENCING NEW TABLE AS told FOR EACH STATEMENT EXECUTE FUNCTION notice.events_told();

-- Nobody is left for a person whose referral came to nothing: the prescriber and the manager hear of
-- it at once. Whoever asked for somebody new and got FULL knows already.
CREATE FUNCTION notice.unplaced_told() RETURNS trigger
LANGUAGE plpgsql SET search_path = '' SET plan_cache_mode = force_generic_plan AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM notice.contact) THEN RETURN NULL; END IF;
    INSERT INTO notice.message
        (programme, key, kind, recipient, template, language, payload, channel, created_at, due_at)
    SELECT u.programme,
           'unplaced:' || r.code || ':' || c.kind || ':' || c.number || ':' || c.channel, c.kind,
           c.number, 'unplaced', c.language,
           jsonb_build_object('referral', r.code, 'reasons', to_jsonb(u.reasons[1:20])),
           c.channel, u.since, u.since
      FROM waiting u
      JOIN ledger.referral r ON r.number = u.previous AND r.programme = u.programme
      JOIN notice.channel c
        ON c.programme = u.programme
       AND (c.kind = 'manager' OR (c.kind = 'prescriber' AND c.number = u.organisation))
     WHERE c.immediate
        ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;

CREATE TRIGGER unplaced_told AFTER INSERT ON ledger.unplaced
    REFERENCING NEW TABLE AS waiting FOR EACH STATEMENT EXECUTE FUNCTION notice.unplaced_told();

-- Every garage in service, every prescriber and the manager, with the contact where there is one
-- and how much waits for them.
CREATE VIEW notice.recipient AS
    SELECT x.programme, x.kind, x.number, x.id, x.waiting, c.number IS NOT NULL AS has_contact,
           c.email, c.webhook, coalesce(c.language, 'fr') AS language,
           coalesce(c.wants_digest, true) AS wants_digest,
           coalesce(c.immediate, true) AS immediate
      FROM (SELECT g.programme, 'garage' COLLATE "C" AS kind, g.number, g.id,
                   coalesce(w.waiting, 0) AS waiting
              FROM network.garage g
              LEFT JOIN (SELECT r.programme, r.garage, count(*) AS waiting FROM ledger.referral r
                          WHERE r.state = 'proposed' GROUP BY 1, 2) AS w
                ON w.garage = g.number AND w.programme = g.programme
             WHERE g.status <> 'left'
            UNION ALL
            SELECT p.programme, 'prescriber', p.number, p.id, coalesce(w.waiting, 0)
              FROM network.prescriber p
              LEFT JOIN (SELECT r.programme, r.organisation, count(*) AS waiting
                           FROM ledger.referral r
                          WHERE r.state IN ('proposed', 'accepted', 'received', 'file', 'quoted')
                          GROUP BY 1, 2) AS w
                ON w.organisation = p.number AND w.programme = p.programme
            UNION ALL
            SELECT 1, 'manager', 0, '', (SELECT count(*) FROM ledger.waiting)) AS x
      LEFT JOIN notice.contact c
        ON c.kind = x.kind AND c.number = x.number AND c.programme = x.programme;

-- What each contact that wants a digest is told at p_at; nothing for whom there is nothing.
-- Lists hold the first fifty, counts hold all. News is what came since the last digest, a week at
-- most.
CREATE FUNCTION notice.digests(p_at timestamptz)
RETURNS TABLE (kind text, number bigint, payload jsonb)
LANGUAGE plpgsql STABLE SET search_path = '' AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    WITH reader AS (
        SELECT c.kind, c.number, c.programme,
               greatest(p_at - interval '7 days', coalesce(
                   (SELECT max(m.created_at) FROM notice.message m
                     WHERE m.kind = c.kind AND m.recipient = c.number
                       AND m.programme = c.programme AND m.template = 'digest-' || c.kind),
                   p_at - interval '24 hours')) AS since
          FROM notice.contact c
         WHERE c.wants_digest AND (c.email IS NOT NULL OR c.webhook IS NOT NULL)),
    garage AS (
        SELECT c.number,
               array_agg(r.code ORDER BY r.number) FILTER (WHERE r.state = 'proposed') AS answers,
               array_agg(r.code ORDER BY r.number) FILTER (
                   WHERE r.state IN ('accepted', 'received', 'file')
                      OR (r.state = 'quoted' AND r.quote = 'accepted')) AS steps,
               array_agg(r.code ORDER BY r.number) FILTER (
                   WHERE r.state IN ('cancelled', 'redirected')) AS called_off
          FROM reader c
          JOIN ledger.referral r ON r.garage = c.number AND r.programme = c.programme
         WHERE c.kind = 'garage'
           AND (r.state IN ('proposed', 'accepted', 'received', 'file', 'quoted')
                OR (r.state IN ('cancelled', 'redirected') AND EXISTS (
                    SELECT FROM ledger.referral_event e
                     WHERE e.referral = r.number AND e.programme = r.programme
                       AND e.seq = r.steps AND e.recorded_at > c.since)))
         GROUP BY c.number),
    prescriber AS (
        SELECT c.number,
               array_agg(r.code ORDER BY r.number) FILTER (WHERE r.state = 'declined') AS declined,
               array_agg(r.code ORDER BY r.number) FILTER (WHERE r.state = 'expired') AS expired,
               array_agg(r.code ORDER BY r.number) FILTER (WHERE r.state = 'no-show') AS no_show,
               array_agg(r.code ORDER BY r.number) FILTER (WHERE r.state = 'quoted') AS quotes
          FROM reader c
          JOIN ledger.referral r ON r.organisation = c.number AND r.programme = c.programme
         WHERE c.kind = 'prescriber'
           AND ((r.state = 'quoted' AND r.quote IN ('open', 'waiting'))
                OR (r.state IN ('declined', 'expired', 'no-show') AND EXISTS (
                    SELECT FROM ledger.referral_event e
                     WHERE e.referral = r.number AND e.programme = r.programme
                       AND e.seq = r.steps AND e.recorded_at > c.since)))
         GROUP BY c.number),
    alert AS (
        SELECT count(*) AS n,
               (jsonb_agg(jsonb_build_object('garage', g.id, 'rule', a.rule, 'level', a.level)
                          ORDER BY array_position(ARRAY['act', 'warn', 'watch'], a.level), a.rule,
                                   g.id)) AS rows
          FROM notice.alert_to_tell(p_at) a
          JOIN network.garage g ON g.number = a.garage AND g.programme = a.programme),
    mute AS (
        SELECT array_agg(g.id ORDER BY g.id) AS ids FROM network.garage g
         WHERE g.mute_since IS NOT NULL AND g.status <> 'left'),
    missing AS (
        SELECT array_agg(x.id ORDER BY x.waiting DESC, x.kind, x.id) AS ids
          FROM notice.recipient x
         WHERE x.kind <> 'manager' AND x.email IS NULL AND x.waiting > 0),
    manager AS (
        SELECT alert.n AS alerts,
               (SELECT jsonb_agg(v.value) FROM jsonb_array_elements(alert.rows) WITH ORDINALITY
                    AS v(value, i) WHERE v.i <= 50) AS rows,
               (SELECT count(*) FROM ledger.waiting) AS unplaced,
               (SELECT count(*) FROM notice.message m WHERE m.dead_at IS NOT NULL) AS dead,
               mute.ids AS mute, missing.ids AS missing
          FROM alert, mute, missing)
    SELECT 'garage', x.number, jsonb_strip_nulls(jsonb_build_object(
               'answers', to_jsonb(x.answers[1:50]), 'answers_count', cardinality(x.answers),
               'steps', to_jsonb(x.steps[1:50]), 'steps_count', cardinality(x.steps),
               'called_off', to_jsonb(x.called_off[1:50]),
               'called_off_count', cardinality(x.called_off)))
      FROM garage x WHERE coalesce(x.answers, x.steps, x.called_off) IS NOT NULL
    UNION ALL
    SELECT 'prescriber', x.number, jsonb_strip_nulls(jsonb_build_object(
               'declined', to_jsonb(x.declined[1:50]), 'declined_count', cardinality(x.declined),
               'expired', to_jsonb(x.expired[1:50]), 'expired_count', cardinality(x.expired),
               'no_show', to_jsonb(x.no_show[1:50]), 'no_show_count', cardinality(x.no_show),
               'quotes', to_jsonb(x.quotes[1:50]), 'quotes_count', cardinality(x.quotes)))
      FROM prescriber x
    UNION ALL
    SELECT 'manager', 0::bigint, jsonb_strip_nulls(jsonb_build_object(
               'alerts', x.rows, 'alerts_count', nullif(x.alerts, 0),
               'unplaced_count', nullif(x.unplaced, 0), 'dead_count', nullif(x.dead, 0),
               'mute', to_jsonb(x.mute[1:50]), 'mute_count', cardinality(x.mute),
               'missing', to_jsonb(x.missing[1:50]), 'missing_count', cardinality(x.missing)))
      FROM manager x, reader c
     WHERE c.kind = 'manager'
       AND (x.alerts > 0 OR x.unplaced > 0 OR x.dead > 0 OR x.mute IS NOT NULL
            OR x.missing IS NOT NULL);
END $$;

-- Open alerts that the manager was not told of within twelve hours, or only at another level.
CREATE FUNCTION notice.alert_to_tell(p_at timestamptz)
RETURNS TABLE (programme smallint, rule text, garage bigint, level text)
LANGUAGE sql STABLE SET search_path = '' AS $$
    SELECT a.programme, a.rule, a.garage, a.level
      FROM alerting.alert a
      LEFT JOIN notice.told_alert t
        ON t.rule = a.rule AND t.garage = a.garage AND t.programme = a.programme
     WHERE a.cleared_at IS NULL
       AND (t.rule IS NULL OR t.level <> a.level OR t.told_at <= p_at - interval '12 hours')
$$;

-- Writes the digests of a day, one a recipient and channel, unless they are there; says for how
-- many recipients. A rehearsal only counts. What was sent or given up long ago is forgotten.
CREATE FUNCTION notice.write_digests(p_at timestamptz, p_rehearsal boolean) RETURNS integer
LANGUAGE plpgsql SET search_path = '' AS $$
DECLARE
    v_at timestamptz := coalesce(p_at, now());
    v_day date := ledger.paris_day(coalesce(p_at, now()));
    v_count integer;
BEGIN
    IF NOT EXISTS (SELECT FROM notice.contact) THEN RETURN 0; END IF;
    IF p_rehearsal THEN
        SELECT count(DISTINCT (d.kind, d.number)) INTO v_count
          FROM notice.digests(v_at) d
          JOIN notice.channel c ON c.kind = d.kind AND c.number = d.number
         WHERE NOT EXISTS (SELECT FROM notice.message m
                            WHERE m.key = 'digest:' || v_day || ':' || d.kind || ':' || d.number
                                          || ':' || c.channel);
        RETURN v_count;
    END IF;
    WITH written AS (
        INSERT INTO notice.message
            (key, kind, recipient, template, language, payload, channel, created_at, due_at)
        SELECT 'digest:' || v_day || ':' || d.kind || ':' || d.number || ':' || c.channel, d.kind,
               d.number, 'digest-' || d.kind, c.language,
               d.payload || jsonb_build_object('day', v_day), c.channel, v_at, v_at
          FROM notice.digests(v_at) d
          JOIN notice.channel c ON c.kind = d.kind AND c.number = d.number
            ON CONFLICT DO NOTHING
        RETURNING kind, recipient)
    SELECT count(DISTINCT (w.kind, w.recipient)) INTO v_count FROM written w;
    IF EXISTS (SELECT FROM notice.message m
                WHERE m.kind = 'manager' AND m.recipient = 0 AND m.created_at = v_at
                  AND m.template = 'digest-manager') THEN
        INSERT INTO notice.told_alert AS t (programme, rule, garage, level, told_at)
        SELECT a.programme, a.rule, a.garage, a.level, v_at FROM notice.alert_to_tell(v_at) a
            ON CONFLICT (garage, rule, programme)
            DO UPDATE SET level = excluded.level, told_at = excluded.told_at;
    END IF;
    DELETE FROM notice.message m
     WHERE m.sent_at < v_at - interval '90 days' OR m.dead_at < v_at - interval '90 days';
    DELETE FROM access.link l WHERE l.expires_at < v_at - interval '90 days';
    RETURN v_count;
END $$;

-- What a garage may see of a referral besides its code: the car, the deadline, whether it was
-- settled meanwhile. Nothing of the person.
CREATE FUNCTION notice.referral_facts(p_code text) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = '' AS $$
    SELECT jsonb_strip_nulls(jsonb_build_object(
               'state', r.state, 'garage', g.id,
               'answer_by', to_char(r.answer_by AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
               'brand', b.brand, 'first_year', b.first_year, 'drives', b.drives))
      FROM ledger.referral r
      JOIN network.garage g ON g.number = r.garage AND g.programme = r.programme
      JOIN person.beneficiary b ON b.number = r.beneficiary AND b.programme = r.programme
     WHERE r.code = p_code AND r.programme = 1
$$;

-- Takes messages that are due, for as long as the lease: nobody else takes them meanwhile. One
-- whose last permitted try ended without a word, a crash, is given up.
CREATE FUNCTION notice.claim(
    p_at timestamptz, p_limit bigint, p_lease_seconds integer, p_tries integer)
RETURNS TABLE (
    key text, attempt integer, channel text, kind text, id text, template text, language text,
    address text, payload text, created_at timestamptz)
LANGUAGE plpgsql SET search_path = '' SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
DECLARE v_at timestamptz := coalesce(p_at, now());
BEGIN
    RETURN QUERY
    WITH due AS (
        SELECT m.number FROM notice.message m
         WHERE m.sent_at IS NULL AND m.dead_at IS NULL AND m.due_at <= v_at
           AND (m.claimed_until IS NULL OR m.claimed_until <= v_at)
         ORDER BY m.due_at, m.number
         LIMIT p_limit
           FOR UPDATE SKIP LOCKED),
    taken AS (
        UPDATE notice.message m
           SET attempts = m.attempts + CASE WHEN m.attempts < p_tries THEN 1 ELSE 0 END,
               last_try_at = v_at,
               claimed_until = v_at + make_interval(secs => p_lease_seconds),
               dead_at = CASE WHEN m.attempts >= p_tries THEN v_at END,
               last_error = CASE WHEN m.attempts >= p_tries THEN 'interrupted'
                                 ELSE m.last_error END
          FROM due WHERE m.number = due.number
        RETURNING m.*)
    SELECT t.key, t.attempts::integer, t.channel, t.kind, coalesce(g.id, p.id, ''), t.template,
           t.language, c.address,
           (t.payload || coalesce(CASE WHEN t.kind = 'garage' AND t.payload ? 'referral'
                                       THEN notice.referral_facts(t.payload ->> 'referral') END,
                                  '{}'))::text,
           t.created_at
      FROM taken t
      LEFT JOIN network.garage g ON t.kind = 'garage' AND g.number = t.recipient
       AND g.programme = t.programme
      LEFT JOIN network.prescriber p ON t.kind = 'prescriber' AND p.number = t.recipient
       AND p.programme = t.programme
      LEFT JOIN notice.channel c
        ON c.kind = t.kind AND c.number = t.recipient AND c.channel = t.channel
       AND c.programme = t.programme
     WHERE t.dead_at IS NULL
     ORDER BY t.due_at, t.number;
END $$;

-- Links by which a garage answers one referral without an account: only the hash of the secret.
CREATE TABLE access.link (
    programme   smallint NOT NULL DEFAULT 1,
    secret_hash bytea NOT NULL CHECK (octet_length(secret_hash) = 32),
    referral    bigint NOT NULL,
    garage      bigint NOT NULL,
    purpose     text COLLATE "C" NOT NULL DEFAULT 'answer' CHECK (purpose IN ('answer')),
    created_at  timestamptz NOT NULL,
    expires_at  timestamptz NOT NULL,
    used_at     timestamptz,
    PRIMARY KEY (secret_hash, programme)
);
CREATE INDEX link_of_referral ON access.link (referral, garage);

-- Uses a link, once: the referral's other links for the same purpose, which a message that was sent
-- twice may have brought, are used up with it. Outcomes: OPENED, NO_SUCH, USED, EXPIRED.
CREATE FUNCTION access.use_link(p_hash bytea, p_at timestamptz)
RETURNS TABLE (outcome text, code text, garage bigint, purpose text)
LANGUAGE plpgsql SET search_path = '' AS $$
#variable_conflict use_column
DECLARE
    v_at timestamptz := coalesce(p_at, now());
    v_link access.link;
    v_code text;
BEGIN
    SELECT * INTO v_link FROM access.link l WHERE l.secret_hash = p_hash AND l.programme = 1;
    IF FOUND THEN
        -- The referral first: two links of one referral must not wait for each other.
        SELECT r.code INTO v_code FROM ledger.referral r
         WHERE r.number = v_link.referral AND r.programme = 1 FOR NO KEY UPDATE;
        SELECT * INTO v_link FROM access.link l
         WHERE l.secret_hash = p_hash AND l.programme = 1 FOR UPDATE;
    END IF;
    IF NOT FOUND OR v_code IS NULL THEN
        RETURN QUERY SELECT 'NO_SUCH', NULL::text, NULL::bigint, NULL::text;
    ELSIF v_link.used_at IS NOT NULL THEN
        RETURN QUERY SELECT 'USED', NULL::text, NULL::bigint, NULL::text;
    ELSIF v_link.expires_at <= v_at THEN
        RETURN QUERY SELECT 'EXPIRED', NULL::text, NULL::bigint, NULL::text;
    ELSE
        UPDATE access.link l SET used_at = v_at
         WHERE l.referral = v_link.referral AND l.garage = v_link.garage
           AND l.purpose = v_link.purpose AND l.used_at IS NULL AND l.programme = 1;
        RETURN QUERY SELECT 'OPENED', v_code, v_link.garage, v_link.purpose;
    END IF;
END $$;
