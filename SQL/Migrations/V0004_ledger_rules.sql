-- The triggers that keep the invariants of V0003, and the view that must always be empty.
--
-- SQLSTATE class GA is this project's own. Plans are made once: with the arrays of every batch known
-- to it, the planner would take longer to plan than the batch takes to run.

CREATE FUNCTION ledger.is_committed(state text) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$ SELECT state NOT IN ('declined', 'expired', 'cancelled', 'no-show') $$;

-- Moves the counters: one element a referral that gains (+1) or loses (-1) its place.
CREATE FUNCTION ledger.move_counts(
    p_programme smallint[], p_garage bigint[], p_month date[], p_received date[], p_day date[],
    p_sign integer[])
RETURNS void LANGUAGE plpgsql SET search_path = '' SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    v_programme smallint[]; v_garage bigint[]; v_when date[];
    v_committed integer[]; v_received integer[]; v_changed integer;
BEGIN
    SELECT array_agg(x.programme), array_agg(x.garage), array_agg(x.month),
           array_agg(x.committed), array_agg(x.received)
      INTO v_programme, v_garage, v_when, v_committed, v_received
      FROM (SELECT y.programme, y.garage, y.month,
                   sum(y.committed)::integer AS committed, sum(y.received)::integer AS received
              FROM (SELECT m.programme, m.garage, m.month, m.sign AS committed, 0 AS received
                      FROM unnest(p_programme, p_garage, p_month, p_sign)
                        AS m(programme, garage, month, sign)
                    UNION ALL
                    SELECT m.programme, m.garage, ledger.month_of(m.received), 0, m.sign
                      FROM unnest(p_programme, p_garage, p_received, p_sign)
                        AS m(programme, garage, received, sign)
                     WHERE m.received IS NOT NULL) AS y
             GROUP BY 1, 2, 3 HAVING sum(y.committed) <> 0 OR sum(y.received) <> 0
             ORDER BY 1, 2, 3) AS x;
    IF v_garage IS NOT NULL THEN
        -- The garage is locked against a change of its cap between the reading and the writing.
        INSERT INTO ledger.garage_month (programme, garage, month, cap)
        SELECT d.programme, d.garage, d.month, g.monthly_cap
          FROM unnest(v_programme, v_garage, v_when) AS d(programme, garage, month)
          JOIN network.garage g ON g.programme = d.programme AND g.number = d.garage
         WHERE NOT EXISTS (SELECT FROM ledger.garage_month m
                            WHERE m.programme = d.programme AND m.garage = d.garage
                              AND m.month = d.month)
           FOR SHARE OF g
            ON CONFLICT DO NOTHING;
        -- A cap that was lowered below the count follows the count down.
        UPDATE ledger.garage_month m
           SET committed = m.committed + d.committed, received = m.received + d.received,
               cap = CASE WHEN d.committed < 0 THEN
                              greatest(m.committed + d.committed, least(m.cap, (
                                  SELECT g.monthly_cap FROM network.garage g
                                   WHERE g.number = d.garage AND g.programme = d.programme)))
                          ELSE m.cap END,
               rev = m.rev + 1
          FROM unnest(v_programme, v_garage, v_when, v_committed, v_received)
            AS d(programme, garage, month, committed, received)
         WHERE m.programme = d.programme AND m.garage = d.garage AND m.month = d.month;
        GET DIAGNOSTICS v_changed = ROW_COUNT;
        IF v_changed <> cardinality(v_garage) THEN
            RAISE EXCEPTION 'a referral names a garage that does not exist' USING ERRCODE = 'GA001';
        END IF;
    END IF;

    SELECT array_agg(x.programme), array_agg(x.garage), array_agg(x.day), array_agg(x.committed)
      INTO v_programme, v_garage, v_when, v_committed
      FROM (SELECT m.programme, m.garage, m.day, sum(m.sign)::integer AS committed
              FROM unnest(p_programme, p_garage, p_day, p_sign) AS m(programme, garage, day, sign)
             GROUP BY 1, 2, 3 HAVING sum(m.sign) <> 0
             ORDER BY 1, 2, 3) AS x;
    IF v_garage IS NULL THEN RETURN; END IF;
    INSERT INTO ledger.garage_day AS t (programme, garage, day, committed)
    SELECT d.programme, d.garage, d.day, d.committed
      FROM unnest(v_programme, v_garage, v_when, v_committed) AS d(programme, garage, day, committed)
     WHERE d.committed > 0
        ON CONFLICT (programme, garage, day)
        DO UPDATE SET committed = t.committed + excluded.committed, rev = t.rev + 1;
    IF -1 >= ANY (v_committed) THEN
        UPDATE ledger.garage_day t
           SET committed = t.committed + d.committed, rev = t.rev + 1
          FROM unnest(v_programme, v_garage, v_when, v_committed)
            AS d(programme, garage, day, committed)
         WHERE d.committed < 0
           AND t.programme = d.programme AND t.garage = d.garage AND t.day = d.day;
    END IF;
END $$;

-- New referrals begin as proposals, are counted, and have their first event.
CREATE FUNCTION ledger.referrals_added() RETURNS trigger
LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
    IF EXISTS (SELECT FROM added WHERE state <> 'proposed') THEN
        RAISE EXCEPTION 'a referral begins as a proposal' USING ERRCODE = 'GA002';
    END IF;
    PERFORM ledger.move_counts(
        array_agg(programme), array_agg(garage), array_agg(month), array_agg(received_on),
        array_agg(created_on), array_agg(1)) FROM added HAVING count(*) > 0;
    INSERT INTO ledger.referral_event
        (programme, referral, seq, event, state, on_day, recorded_at, by_role, actor)
    SELECT programme, number, 0, 'propose', state, created_on, created_at,
           CASE organisation WHEN 0 THEN 'admin' ELSE 'prescriber' END, organisation
      FROM added;
    RETURN NULL;
END $$;

CREATE FUNCTION ledger.referrals_changed() RETURNS trigger
LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
    PERFORM ledger.move_counts(
        array_agg(programme), array_agg(garage), array_agg(month), array_agg(received_on),
        array_agg(created_on), array_agg(sign))
       FROM (SELECT programme, garage, month, received_on, created_on, state, -1 AS sign
               FROM before
             UNION ALL
             SELECT programme, garage, month, received_on, created_on, state, 1 FROM after) AS moved
      WHERE ledger.is_committed(state) HAVING count(*) > 0;
    RETURN NULL;
END $$;

CREATE FUNCTION ledger.referrals_removed() RETURNS trigger
LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
    PERFORM ledger.move_counts(
        array_agg(programme), array_agg(garage), array_agg(month), array_agg(received_on),
        array_agg(created_on), array_agg(-1))
       FROM before WHERE ledger.is_committed(state) HAVING count(*) > 0;
    RETURN NULL;
END $$;

CREATE TRIGGER referral_added AFTER INSERT ON ledger.referral
    REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION ledger.referrals_added();
CREATE TRIGGER referral_changed AFTER UPDATE ON ledger.referral
    REFERENCING OLD TABLE AS before NEW TABLE AS after
    FOR EACH STATEMENT EXECUTE FUNCTION ledger.referrals_changed();
CREATE TRIGGER referral_removed AFTER DELETE ON ledger.referral
    REFERENCING OLD TABLE AS before
    FOR EACH STATEMENT EXECUTE FUNCTION ledger.referrals_removed();

-- A state changes only as the table of transitions says. A change that did not come through
-- ledger.step (an operator in psql) is written into the events all the same.
CREATE FUNCTION ledger.referral_moves() RETURNS trigger
LANGUAGE plpgsql SET search_path = '' AS $$
DECLARE v_event text;
BEGIN
    SELECT t.event INTO v_event FROM ledger.referral_transition t
     WHERE t.from_state = OLD.state AND t.to_state = NEW.state ORDER BY t.event LIMIT 1;
    IF v_event IS NULL THEN
        RAISE EXCEPTION 'a referral cannot go from % to %', OLD.state, NEW.state
            USING ERRCODE = 'GA003';
    END IF;
    IF NEW.state = 'received' AND NEW.received_on IS NULL THEN
        NEW.received_on := ledger.paris_day(now());
    END IF;
    IF NEW.steps = OLD.steps THEN
        NEW.steps := OLD.steps + 1;
        INSERT INTO ledger.referral_event
            (programme, referral, seq, event, state, on_day, recorded_at, by_role, reason)
        VALUES (NEW.programme, NEW.number, NEW.steps, v_event, NEW.state,
                ledger.paris_day(now()), now(), 'admin', 'other');
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER referral_moves BEFORE UPDATE ON ledger.referral
    FOR EACH ROW WHEN (OLD.state IS DISTINCT FROM NEW.state)
    EXECUTE FUNCTION ledger.referral_moves();

CREATE FUNCTION ledger.never() RETURNS trigger
LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'GA004';
END $$;

CREATE TRIGGER event_never_altered BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger.referral_event
    FOR EACH STATEMENT EXECUTE FUNCTION ledger.never();
-- Truncating would leave the counters behind.
CREATE TRIGGER referral_never_truncated BEFORE TRUNCATE ON ledger.referral
    FOR EACH STATEMENT EXECUTE FUNCTION ledger.never();

-- The cap of this month and of later ones follows the garage's. It is never put below what is
-- committed already: nobody loses a place, and nobody gets one until the count is under the cap.
CREATE FUNCTION ledger.cap_follows() RETURNS trigger
LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
    UPDATE ledger.garage_month m
       SET cap = greatest(NEW.monthly_cap, m.committed), rev = m.rev + 1
     WHERE m.programme = NEW.programme AND m.garage = NEW.number
       AND m.month >= ledger.month_of(ledger.paris_day(now()))
       AND m.cap <> greatest(NEW.monthly_cap, m.committed);
    RETURN NULL;
END $$;

CREATE TRIGGER garage_cap AFTER UPDATE OF monthly_cap ON network.garage
    FOR EACH ROW WHEN (OLD.monthly_cap IS DISTINCT FROM NEW.monthly_cap)
    EXECUTE FUNCTION ledger.cap_follows();

-- Must be empty at any moment, under any load: read it in REPEATABLE READ.
CREATE VIEW ledger.invariant_violation AS
    SELECT 'over cap' AS what, m.garage::text AS id, m.month AS day,
           m.committed::bigint AS found, m.cap::bigint AS expected
      FROM ledger.garage_month m WHERE m.committed > m.cap
    UNION ALL
    SELECT 'committed is not the rows', m.garage::text, m.month, m.committed, count(r.number)
      FROM ledger.garage_month m
      LEFT JOIN ledger.referral r
        ON r.programme = m.programme AND r.garage = m.garage AND r.month = m.month
       AND ledger.is_committed(r.state)
     GROUP BY m.programme, m.garage, m.month HAVING m.committed <> count(r.number)
    UNION ALL
    SELECT 'received is not the rows', m.garage::text, m.month, m.received, count(r.number)
      FROM ledger.garage_month m
      LEFT JOIN ledger.referral r
        ON r.programme = m.programme AND r.garage = m.garage
       AND ledger.month_of(r.received_on) = m.month AND ledger.is_committed(r.state)
     GROUP BY m.programme, m.garage, m.month HAVING m.received <> count(r.number)
    UNION ALL
    SELECT 'day is not the rows', coalesce(d.garage, r.garage)::text, coalesce(d.day, r.created_on),
           coalesce(d.committed, 0), coalesce(r.n, 0)
      FROM ledger.garage_day d
      FULL JOIN (SELECT programme, garage, created_on, count(*) AS n FROM ledger.referral
                  WHERE ledger.is_committed(state) GROUP BY 1, 2, 3) AS r
        ON r.programme = d.programme AND r.garage = d.garage AND r.created_on = d.day
     WHERE coalesce(d.committed, 0) <> coalesce(r.n, 0)
    UNION ALL
    SELECT 'place without a month', r.code, r.month, 1, 0
      FROM ledger.referral r
     WHERE ledger.is_committed(r.state)
       AND NOT EXISTS (SELECT FROM ledger.garage_month m
                        WHERE m.programme = r.programme AND m.garage = r.garage
                          AND m.month = r.month)
    UNION ALL
    SELECT 'two open', r.beneficiary::text, NULL, count(*), 1
      FROM ledger.referral r WHERE r.state IN ('proposed', 'accepted', 'received', 'file', 'quoted')
     GROUP BY r.programme, r.beneficiary HAVING count(*) > 1
    UNION ALL
    SELECT 'two of one key', r.organisation::text, NULL, count(*), 1
      FROM ledger.referral r GROUP BY r.programme, r.organisation, r.request_key
    HAVING count(*) > 1
    UNION ALL
    SELECT 'events do not lead to the state', r.code, NULL, count(e.seq), r.steps + 1
      FROM ledger.referral r
      LEFT JOIN ledger.referral_event e ON e.programme = r.programme AND e.referral = r.number
     GROUP BY r.programme, r.number, r.code, r.steps, r.state
    HAVING count(e.seq) <> r.steps + 1 OR max(e.seq) <> r.steps
        OR (array_agg(e.state ORDER BY e.seq DESC))[1] <> r.state;
