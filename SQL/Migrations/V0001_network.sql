-- Who is in the network: garages, prescribers, the gazetteer.
--
-- Every key carries the programme, and no foreign key crosses it, so that a distributed PostgreSQL
-- can shard by it. It comes last: as a first column it would let the planner read the whole index
-- for the only programme there is. `rev` grows by one with every change of a row: of two
-- versions the higher is the later.
CREATE SCHEMA network;

CREATE TABLE network.garage (
    programme        smallint NOT NULL DEFAULT 1,
    number           bigint GENERATED ALWAYS AS IDENTITY,
    id               text COLLATE "C" NOT NULL CHECK (id ~ '^[A-Za-z0-9_.:-]{1,32}$'),
    name             text NOT NULL,
    latitude         double precision NOT NULL CHECK (latitude BETWEEN -90 AND 90),
    longitude        double precision NOT NULL CHECK (longitude BETWEEN -180 AND 180),
    town             text NOT NULL DEFAULT '',
    postcode         text NOT NULL DEFAULT '',
    phone            text NOT NULL DEFAULT '',
    takes_light      boolean NOT NULL DEFAULT true,
    takes_heavy      boolean NOT NULL DEFAULT true,
    light_brands     text[] NOT NULL DEFAULT '{}',   -- folded names; empty is any
    heavy_brands     text[] NOT NULL DEFAULT '{}',
    age_years_max    integer CHECK (age_years_max >= 0),
    odometer_km_max  integer CHECK (odometer_km_max >= 0),
    fiscal_power_max integer CHECK (fiscal_power_max >= 0),
    target_min       smallint NOT NULL DEFAULT 5,
    target_max       smallint NOT NULL DEFAULT 10,
    monthly_cap      smallint NOT NULL DEFAULT 1000 CHECK (monthly_cap BETWEEN 0 AND 1000),
    status           text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'paused', 'left')),
    paused_until     date,                           -- last day of the pause; null is until resumed
    pause_reason     text NOT NULL DEFAULT '',
    checked_on       date,
    rev              bigint NOT NULL DEFAULT 1,
    PRIMARY KEY (number, programme),
    UNIQUE (id, programme),
    CONSTRAINT target_in_order
        CHECK (0 <= target_min AND target_min <= target_max AND target_max <= 1000)
);

-- Days on which a garage is shut, both ends included.
CREATE TABLE network.closure (
    programme smallint NOT NULL DEFAULT 1,
    garage    bigint NOT NULL,
    first_day date NOT NULL,
    last_day  date NOT NULL,
    PRIMARY KEY (garage, first_day, last_day, programme),
    FOREIGN KEY (garage, programme) REFERENCES network.garage (number, programme) ON DELETE CASCADE,
    CONSTRAINT closure_in_order CHECK (first_day <= last_day)
);

CREATE TABLE network.prescriber (
    programme smallint NOT NULL DEFAULT 1,
    number    bigint GENERATED ALWAYS AS IDENTITY,   -- the organisation; 0 is the network itself
    id        text COLLATE "C" NOT NULL CHECK (id ~ '^[A-Za-z0-9_.:-]{1,32}$'),
    name      text NOT NULL,
    kind      text NOT NULL DEFAULT '',
    latitude  double precision CHECK (latitude BETWEEN -90 AND 90),
    longitude double precision CHECK (longitude BETWEEN -180 AND 180),
    town      text NOT NULL DEFAULT '',
    postcode  text NOT NULL DEFAULT '',
    rev       bigint NOT NULL DEFAULT 1,
    PRIMARY KEY (number, programme),
    UNIQUE (id, programme),
    CONSTRAINT position_whole CHECK ((latitude IS NULL) = (longitude IS NULL))
);

-- The gazetteer: towns and villages, replaced whole.
CREATE TABLE network.place (
    name       text NOT NULL,
    postcodes  text[] NOT NULL DEFAULT '{}',         -- the main one first
    department text NOT NULL DEFAULT '',
    latitude   double precision NOT NULL CHECK (latitude BETWEEN -90 AND 90),
    longitude  double precision NOT NULL CHECK (longitude BETWEEN -180 AND 180),
    population bigint NOT NULL DEFAULT 0
);

CREATE FUNCTION network.raise_rev() RETURNS trigger
LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
    NEW.rev := OLD.rev + 1;
    RETURN NEW;
END $$;

CREATE TRIGGER garage_rev BEFORE UPDATE ON network.garage
    FOR EACH ROW EXECUTE FUNCTION network.raise_rev();
CREATE TRIGGER prescriber_rev BEFORE UPDATE ON network.prescriber
    FOR EACH ROW EXECUTE FUNCTION network.raise_rev();

-- A change of closures is a change of the garage.
CREATE FUNCTION network.closure_changed() RETURNS trigger
LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
    UPDATE network.garage g SET rev = rev
     WHERE (g.programme, g.number) IN (SELECT programme, garage FROM changed);
    RETURN NULL;
END $$;

CREATE TRIGGER closure_added AFTER INSERT ON network.closure
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION network.closure_changed();
CREATE TRIGGER closure_moved AFTER UPDATE ON network.closure
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION network.closure_changed();
CREATE TRIGGER closure_dropped AFTER DELETE ON network.closure
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION network.closure_changed();
