-- A page of garages in the order of their numbers, and whether nothing of a garage is unusual: it
-- takes everything, is active and answers. Of others garages_load says what is not here.
-- $1 bigint the number before the page  $2 integer how many
SELECT g.number, g.id, g.name, g.latitude, g.longitude, g.town, g.postcode, g.phone,
       g.target_min::integer, g.target_max::integer, g.monthly_cap::integer, g.checked_on,
       g.joined_on, g.rev,
       g.takes_light AND g.takes_heavy AND g.light_brands = '{}' AND g.heavy_brands = '{}'
           AND g.age_years_max IS NULL AND g.odometer_km_max IS NULL
           AND g.fiscal_power_max IS NULL AND g.status = 'active' AND g.status_since IS NULL
           AND g.mute_since IS NULL
  FROM network.garage g
 WHERE g.programme = 1 AND g.number > $1
 ORDER BY g.number
 LIMIT $2::integer
