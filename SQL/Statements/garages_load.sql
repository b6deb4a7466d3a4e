-- Garages with their closures, past absences and lessons.
-- $1 bigint[] their numbers, empty for all
SELECT g.number, g.id, g.name, g.latitude, g.longitude, g.town, g.postcode, g.phone, g.takes_light,
       g.takes_heavy, g.light_brands, g.heavy_brands, g.age_years_max, g.odometer_km_max,
       g.fiscal_power_max, g.target_min::integer, g.target_max::integer, g.monthly_cap::integer,
       g.status, g.paused_until, g.pause_reason, g.checked_on, g.rev,
       coalesce(c.first_days, '{}'), coalesce(c.last_days, '{}'), g.joined_on, g.status_since,
       coalesce(a.first_days, '{}'), coalesce(a.last_days, '{}'), g.mute_since,
       coalesce(l.kinds, '{}'), coalesce(l.brands, '{}'), coalesce(l.learnt, '{}'),
       coalesce(l.until, '{}'), coalesce(l.declines, '{}')
  FROM network.garage g
  LEFT JOIN (SELECT garage, programme, array_agg(first_day ORDER BY first_day, last_day) AS first_days,
                    array_agg(last_day ORDER BY first_day, last_day) AS last_days
               FROM network.closure GROUP BY garage, programme) AS c
    ON c.garage = g.number AND c.programme = g.programme
  LEFT JOIN (SELECT garage, programme, array_agg(first_day ORDER BY first_day) AS first_days,
                    array_agg(last_day ORDER BY first_day) AS last_days
               FROM network.absence GROUP BY garage, programme) AS a
    ON a.garage = g.number AND a.programme = g.programme
  LEFT JOIN (SELECT garage, programme, array_agg(kind::text ORDER BY kind, value) AS kinds,
                    array_agg(value ORDER BY kind, value) AS brands,
                    array_agg(learnt_on ORDER BY kind, value) AS learnt,
                    array_agg(until_day ORDER BY kind, value) AS until,
                    array_agg(declines::bigint ORDER BY kind, value) AS declines
               FROM network.lesson GROUP BY garage, programme) AS l
    ON l.garage = g.number AND l.programme = g.programme
 WHERE g.programme = 1 AND (cardinality($1::bigint[]) = 0 OR g.number = ANY ($1))
 ORDER BY g.number
