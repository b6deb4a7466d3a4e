-- What garages teach by how they answer: who is mute, and what a garage does not take after all.
--
-- L1  a garage is mute from the third proposal in a row that it let pass until it answers
-- L2  a lesson is one row a garage, kind and brand; it ends by itself
--
-- A change of either is a change of the garage's row, so that every daemon loads it.
ALTER TABLE network.garage ADD COLUMN mute_since date;

-- How many proposals in a row a garage let pass; no row once it has answered.
CREATE TABLE network.silence (
    programme smallint NOT NULL DEFAULT 1,
    garage    bigint NOT NULL,
    passed    smallint NOT NULL CHECK (passed > 0),
    PRIMARY KEY (garage, programme),
    FOREIGN KEY (garage, programme) REFERENCES network.garage (number, programme) ON DELETE CASCADE
);

-- What a garage declined. `limits` does not say which of age, odometer and power was too much, so
-- it is only counted; so is a brand that nobody knew.
CREATE TABLE network.lesson (
    programme smallint NOT NULL DEFAULT 1,
    garage    bigint NOT NULL,
    kind      text COLLATE "C" NOT NULL CHECK (kind IN ('brand', 'heavy', 'limits')),
    value     text NOT NULL DEFAULT '',              -- the folded brand; empty where nobody knew it
    learnt_on date NOT NULL,                         -- the last time
    until_day date NOT NULL,                         -- the last day it holds
    declines  smallint NOT NULL CHECK (declines > 0),
    PRIMARY KEY (garage, kind, value, programme),
    FOREIGN KEY (garage, programme) REFERENCES network.garage (number, programme) ON DELETE CASCADE,
    CONSTRAINT lesson_in_order CHECK (learnt_on <= until_day),
    CONSTRAINT limits_name_no_brand CHECK (kind <> 'limits' OR value = '')
);

-- Whether an event says that the garage is there: its answer, whoever wrote it down, or anything
-- that came from the garage itself.
CREATE FUNCTION network.is_answer(event text, by_role text, channel text) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT event IN ('accept', 'decline')
        OR (event NOT IN ('propose', 'expire', 'cancel', 'redirect', 'rebook', 'remind')
            AND (by_role = 'garage' OR channel IN ('link', 'import')))
$$;

-- Joins go by the index, as in V0005. Of one statement's events an answer outweighs a silence.
CREATE FUNCTION network.learn() RETURNS trigger
LANGUAGE plpgsql SET search_path = '' SET enable_seqscan = off SET enable_bitmapscan = off
SET enable_hashjoin = off SET enable_mergejoin = off AS $$
DECLARE
    v_mute_after CONSTANT integer := 3;              -- Garage.muteAfter
    v_days CONSTANT integer := 180;                  -- Lesson.days
    v_heard bigint[];
    v_passed bigint[];
    v_taught bigint[];
BEGIN
    SELECT array_agg(DISTINCT r.garage) FILTER (
               WHERE network.is_answer(a.event, a.by_role, a.channel)),
           array_agg(DISTINCT r.garage) FILTER (WHERE a.event = 'expire'),
           array_agg(DISTINCT r.garage) FILTER (
               WHERE a.event = 'decline'
                 AND a.reason IN ('brand', 'heavy-work', 'vehicle-limits'))
      INTO v_heard, v_passed, v_taught
      FROM added a
      JOIN ledger.referral r ON r.number = a.referral AND r.programme = a.programme
     WHERE a.event <> 'propose';

    IF v_heard IS NOT NULL THEN
        DELETE FROM network.silence s WHERE s.garage = ANY (v_heard) AND s.programme = 1;
        UPDATE network.garage g SET mute_since = NULL
         WHERE g.number = ANY (v_heard) AND g.programme = 1 AND g.mute_since IS NOT NULL;
    END IF;

    IF v_passed IS NOT NULL THEN
        INSERT INTO network.silence AS s (programme, garage, passed)
        SELECT r.programme, r.garage, least(count(*), 1000)
          FROM added a
          JOIN ledger.referral r ON r.number = a.referral AND r.programme = a.programme
         WHERE a.event = 'expire' AND r.garage <> ALL (coalesce(v_heard, '{}'))
         GROUP BY r.programme, r.garage ORDER BY r.garage
            ON CONFLICT (garage, programme)
            DO UPDATE SET passed = least(s.passed + excluded.passed, 1000);
        UPDATE network.garage g
           SET mute_since = (SELECT ledger.paris_day(max(a.recorded_at)) FROM added a)
         WHERE g.number = ANY (v_passed) AND g.programme = 1 AND g.mute_since IS NULL
           AND EXISTS (SELECT FROM network.silence s
                        WHERE s.garage = g.number AND s.programme = g.programme
                          AND s.passed >= v_mute_after);
    END IF;

    IF v_taught IS NOT NULL THEN
        INSERT INTO network.lesson AS l
            (programme, garage, kind, value, learnt_on, until_day, declines)
        SELECT x.programme, x.garage, x.kind, CASE x.kind WHEN 'limits' THEN '' ELSE x.brand END,
               max(x.day), max(x.day) + v_days, count(*)
          FROM (SELECT r.programme, r.garage, coalesce(b.brand, '') AS brand,
                       CASE a.reason WHEN 'brand' THEN 'brand' WHEN 'heavy-work' THEN 'heavy'
                                     ELSE 'limits' END AS kind,
                       ledger.paris_day(a.recorded_at) AS day
                  FROM added a
                  JOIN ledger.referral r ON r.number = a.referral AND r.programme = a.programme
                  LEFT JOIN person.beneficiary b
                    ON b.number = r.beneficiary AND b.programme = r.programme
                 WHERE a.event = 'decline'
                   AND a.reason IN ('brand', 'heavy-work', 'vehicle-limits')) AS x
         GROUP BY 1, 2, 3, 4 ORDER BY 2, 3, 4
            ON CONFLICT (garage, kind, value, programme) DO UPDATE
           SET learnt_on = greatest(l.learnt_on, excluded.learnt_on),
               until_day = greatest(l.until_day, excluded.until_day),
               -- What was over is learnt anew.
               declines = CASE WHEN l.until_day < excluded.learnt_on THEN excluded.declines
                               ELSE least(l.declines + excluded.declines, 1000) END;
        UPDATE network.garage g SET rev = rev WHERE g.number = ANY (v_taught) AND g.programme = 1;
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER event_teaches AFTER INSERT ON ledger.referral_event
    REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION network.learn();

-- Somebody rang the garage and confirmed what is written of it: it is mute no longer.
CREATE FUNCTION network.garage_checked() RETURNS trigger
LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
    NEW.mute_since := NULL;
    DELETE FROM network.silence s WHERE s.garage = NEW.number AND s.programme = NEW.programme;
    RETURN NEW;
END $$;

CREATE TRIGGER garage_checked BEFORE UPDATE ON network.garage
    FOR EACH ROW
    WHEN (OLD.mute_since IS NOT NULL AND NEW.checked_on IS DISTINCT FROM OLD.checked_on
          AND NEW.checked_on >= OLD.mute_since)
    EXECUTE FUNCTION network.garage_checked();
