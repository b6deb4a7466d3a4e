-- Adds the closures that are not there yet.
-- $1 text[] id of the garage  $2 date[] first day  $3 date[] last day
INSERT INTO network.closure (garage, first_day, last_day)
SELECT g.number, k.first_day, k.last_day
  FROM unnest($1::text[], $2::date[], $3::date[]) AS k(id, first_day, last_day)
  JOIN network.garage g ON g.id = k.id AND g.programme = 1
    ON CONFLICT DO NOTHING
