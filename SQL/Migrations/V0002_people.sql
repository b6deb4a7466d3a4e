-- Persons: pseudonyms only, no name, no address. And tokens: hashes only.
CREATE SCHEMA person;
CREATE SCHEMA access;

CREATE TABLE person.beneficiary (
    programme    smallint NOT NULL DEFAULT 1,
    number       bigint GENERATED ALWAYS AS IDENTITY,
    id           text COLLATE "C" NOT NULL CHECK (id ~ '^B[A-Za-z0-9]{1,31}$'),
    organisation bigint NOT NULL,
    latitude     double precision NOT NULL CHECK (latitude BETWEEN -90 AND 90),
    longitude    double precision NOT NULL CHECK (longitude BETWEEN -180 AND 180),
    mode         text CHECK (mode IN ('car', 'transit', 'bike', 'walk', 'tow')),
    km_max       double precision,
    minutes_max  double precision,
    brand        text,
    first_year   integer,
    odometer_km  integer,
    fiscal_power integer,
    drives       boolean,
    created_at   timestamptz NOT NULL DEFAULT now(),
    request_key  text COLLATE "C" NOT NULL,
    request_hash bytea NOT NULL,                     -- SHA-256 of the canonical request
    PRIMARY KEY (number, programme),
    UNIQUE (id, programme),
    UNIQUE (organisation, request_key, programme)
);

CREATE TABLE access.token (
    programme    smallint NOT NULL DEFAULT 1,
    key_id       text COLLATE "C" NOT NULL,
    secret_hash  bytea NOT NULL CHECK (octet_length(secret_hash) = 32),
    role         text NOT NULL
                 CHECK (role IN ('prescriber', 'garage', 'manager', 'monitor', 'admin')),
    organisation bigint,
    garage       bigint,
    created_at   timestamptz NOT NULL DEFAULT now(),
    expires_at   timestamptz NOT NULL,
    revoked_at   timestamptz,
    PRIMARY KEY (key_id, programme)
);

-- Enrols a batch of persons. Outcomes come back as values, one row a request:
-- ENROLLED, REPLAYED (same key, same request), KEY_REUSED (same key, other request), ID_TAKEN.
CREATE FUNCTION person.enrol_batch(
    p_id text[], p_organisation bigint[], p_latitude double precision[],
    p_longitude double precision[], p_mode text[], p_km_max double precision[],
    p_minutes_max double precision[], p_brand text[], p_first_year integer[],
    p_odometer_km integer[], p_fiscal_power integer[], p_drives boolean[],
    p_at timestamptz[], p_key text[], p_hash bytea[])
RETURNS TABLE (request integer, outcome text, id text)
LANGUAGE plpgsql SET search_path = '' SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off SET enable_bitmapscan = off SET enable_hashjoin = off
SET enable_mergejoin = off SET enable_material = off AS $$
#variable_conflict use_column
BEGIN
    INSERT INTO person.beneficiary
        (id, organisation, latitude, longitude, mode, km_max, minutes_max, brand, first_year,
         odometer_km, fiscal_power, drives, created_at, request_key, request_hash)
    SELECT q.id, q.organisation, q.latitude, q.longitude, q.mode, q.km_max, q.minutes_max, q.brand,
           q.first_year, q.odometer_km, q.fiscal_power, q.drives, coalesce(q.at, now()), q.key,
           q.hash
      FROM unnest(p_id, p_organisation, p_latitude, p_longitude, p_mode, p_km_max, p_minutes_max,
                  p_brand, p_first_year, p_odometer_km, p_fiscal_power, p_drives, p_at, p_key,
                  p_hash)
        AS q(id, organisation, latitude, longitude, mode, km_max, minutes_max, brand, first_year,
             odometer_km, fiscal_power, drives, at, key, hash)
        ON CONFLICT DO NOTHING;
    RETURN QUERY
    SELECT q.i::integer,
           CASE WHEN b.id IS NULL THEN 'ID_TAKEN'
                WHEN b.request_hash <> q.hash THEN 'KEY_REUSED'
                WHEN b.id = q.id THEN 'ENROLLED'
                ELSE 'REPLAYED' END,
           b.id
      FROM unnest(p_organisation, p_key, p_hash, p_id) WITH ORDINALITY
        AS q(organisation, key, hash, id, i)
      LEFT JOIN person.beneficiary b
        ON b.programme = 1 AND b.organisation = q.organisation AND b.request_key = q.key;
END $$;
