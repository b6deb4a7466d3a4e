-- Adds or updates prescribers by their ids; one row a prescriber that was added or changed.
-- $1 text[] id  $2 text[] name  $3 text[] kind  $4, $5 double precision[] latitude, longitude
-- $6 text[] town  $7 text[] postcode
INSERT INTO network.prescriber AS p (id, name, kind, latitude, longitude, town, postcode)
SELECT q.id, q.name, q.kind, q.latitude, q.longitude, q.town, q.postcode
  FROM unnest($1::text[], $2::text[], $3::text[], $4::double precision[], $5::double precision[],
              $6::text[], $7::text[])
    AS q(id, name, kind, latitude, longitude, town, postcode)
    ON CONFLICT (id, programme) DO UPDATE
   SET name = excluded.name, kind = excluded.kind, latitude = excluded.latitude,
       longitude = excluded.longitude, town = excluded.town, postcode = excluded.postcode
 WHERE (p.name, p.kind, p.latitude, p.longitude, p.town, p.postcode)
       IS DISTINCT FROM
       (excluded.name, excluded.kind, excluded.latitude, excluded.longitude, excluded.town,
        excluded.postcode)
RETURNING p.number, (p.rev = 1)
