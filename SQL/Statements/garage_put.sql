-- Adds or updates garages by their ids; one row a garage that was added or changed.
-- $1 text[] id  $2 text[] name  $3, $4 double precision[] latitude, longitude  $5 text[] town
-- $6 text[] postcode  $7 text[] phone  $8 boolean[] takes light  $9 boolean[] takes heavy
-- $10 text[] brands for light work, one a line  $11 text[] the same for heavy work
-- $12 integer[] age at most, years  $13 integer[] odometer at most, km
-- $14 integer[] fiscal power at most  $15, $16 integer[] target band  $17 integer[] monthly cap
-- $18 text[] status  $19 date[] paused until  $20 text[] reason of the pause
-- $21 date[] checked on  $22 boolean whether garages that exist are updated
INSERT INTO network.garage AS g
       (id, name, latitude, longitude, town, postcode, phone, takes_light, takes_heavy,
        light_brands, heavy_brands, age_years_max, odometer_km_max, fiscal_power_max, target_min,
        target_max, monthly_cap, status, paused_until, pause_reason, checked_on)
SELECT q.id, q.name, q.latitude, q.longitude, q.town, q.postcode, q.phone, q.takes_light,
       q.takes_heavy, string_to_array(q.light_brands, E'\n'), string_to_array(q.heavy_brands, E'\n'),
       q.age_years_max, q.odometer_km_max, q.fiscal_power_max, q.target_min, q.target_max,
       q.monthly_cap, q.status, q.paused_until, q.pause_reason, q.checked_on
  FROM unnest($1::text[], $2::text[], $3::double precision[], $4::double precision[], $5::text[],
              $6::text[], $7::text[], $8::boolean[], $9::boolean[], $10::text[], $11::text[],
              $12::integer[], $13::integer[], $14::integer[], $15::integer[], $16::integer[],
              $17::integer[], $18::text[], $19::date[], $20::text[], $21::date[])
    AS q(id, name, latitude, longitude, town, postcode, phone, takes_light, takes_heavy,
         light_brands, heavy_brands, age_years_max, odometer_km_max, fiscal_power_max, target_min,
         target_max, monthly_cap, status, paused_until, pause_reason, checked_on)
    ON CONFLICT (id, programme) DO UPDATE
   SET name = excluded.name, latitude = excluded.latitude, longitude = excluded.longitude,
       town = excluded.town, postcode = excluded.postcode, phone = excluded.phone,
       takes_light = excluded.takes_light, takes_heavy = excluded.takes_heavy,
       light_brands = excluded.light_brands, heavy_brands = excluded.heavy_brands,
       age_years_max = excluded.age_years_max, odometer_km_max = excluded.odometer_km_max,
       fiscal_power_max = excluded.fiscal_power_max, target_min = excluded.target_min,
       target_max = excluded.target_max, monthly_cap = excluded.monthly_cap,
       status = excluded.status, paused_until = excluded.paused_until,
       pause_reason = excluded.pause_reason, checked_on = excluded.checked_on
 WHERE $22::boolean
   AND (g.name, g.latitude, g.longitude, g.town, g.postcode, g.phone, g.takes_light, g.takes_heavy,
        g.light_brands, g.heavy_brands, g.age_years_max, g.odometer_km_max, g.fiscal_power_max,
        g.target_min, g.target_max, g.monthly_cap, g.status, g.paused_until, g.pause_reason,
        g.checked_on)
       IS DISTINCT FROM
       (excluded.name, excluded.latitude, excluded.longitude, excluded.town, excluded.postcode,
        excluded.phone, excluded.takes_light, excluded.takes_heavy, excluded.light_brands,
        excluded.heavy_brands, excluded.age_years_max, excluded.odometer_km_max,
        excluded.fiscal_power_max, excluded.target_min, excluded.target_max, excluded.monthly_cap,
        excluded.status, excluded.paused_until, excluded.pause_reason, excluded.checked_on)
RETURNING g.number, g.id
