-- Some garages with their closures, past absences and lessons. Each is looked up, however few the
-- planner believes there are: a plan is made when a daemon connects, often on empty tables.
-- $1 bigint[] their numbers, each once
SELECT g.number, g.id, g.name, g.latitude, g.longitude, g.town, g.postcode, g.phone, g.takes_light,
       g.takes_heavy, g.light_brands, g.heavy_brands, g.age_years_max, g.odometer_km_max,
       g.fiscal_power_max, g.target_min::integer, g.target_max::integer, g.monthly_cap::integer,
       g.status, g.paused_until, g.pause_reason, g.checked_on, g.rev,
       coalesce(c.first_days, '{}'), coalesce(c.last_days, '{}'), g.joined_on, g.status_since,
       coalesce(a.first_days, '{}'), coalesce(a.last_days, '{}'), g.mute_since,
       coalesce(l.kinds, '{}'), coalesce(l.brands, '{}'), coalesce(l.learnt, '{}'),
       coalesce(l.until, '{}'), coalesce(l.declines, '{}')
  FROM unnest($1::bigint[]) AS n(number)
 CROSS JOIN LATERAL (
       SELECT * FROM network.garage
        WHERE number = n.number AND programme = 1 LIMIT 1) AS g
 CROSS JOIN LATERAL (
       SELECT array_agg(first_day ORDER BY first_day, last_day) AS first_days,
              array_agg(last_day ORDER BY first_day, last_day) AS last_days
         FROM network.closure WHERE garage = g.number AND programme = g.programme) AS c
 CROSS JOIN LATERAL (
       SELECT array_agg(first_day ORDER BY first_day) AS first_days,
              array_agg(last_day ORDER BY first_day) AS last_days
         FROM network.absence WHERE garage = g.number AND programme = g.programme) AS a
 CROSS JOIN LATERAL (
       SELECT array_agg(kind::text ORDER BY kind, value) AS kinds,
              array_agg(value ORDER BY kind, value) AS brands,
              array_agg(learnt_on ORDER BY kind, value) AS learnt,
              array_agg(until_day ORDER BY kind, value) AS until,
              array_agg(declines::bigint ORDER BY kind, value) AS declines
         FROM network.lesson WHERE garage = g.number AND programme = g.programme) AS l
 ORDER BY g.number
