-- Adds places to the gazetteer.
-- $1 text[] name  $2 text[] postcodes, separated by spaces  $3 text[] department
-- $4, $5 double precision[] latitude, longitude  $6 bigint[] population
INSERT INTO network.place (name, postcodes, department, latitude, longitude, population)
SELECT q.name, string_to_array(q.postcodes, ' '), q.department, q.latitude, q.longitude,
       q.population
  FROM unnest($1::text[], $2::text[], $3::text[], $4::double precision[], $5::double precision[],
              $6::bigint[])
    AS q(name, postcodes, department, latitude, longitude, population)
