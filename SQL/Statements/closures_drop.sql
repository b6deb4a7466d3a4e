-- Drops the closures of some garages that are not among those given.
-- $1 text[] ids of the garages  $2 text[] garage of each closure to keep
-- $3 date[] its first day  $4 date[] its last day
DELETE FROM network.closure c
 USING network.garage g
 WHERE g.number = c.garage AND g.programme = c.programme AND c.programme = 1
   AND g.id = ANY ($1::text[])
   AND NOT EXISTS (SELECT FROM unnest($2::text[], $3::date[], $4::date[])
                               AS k(id, first_day, last_day)
                    WHERE k.id = g.id AND k.first_day = c.first_day AND k.last_day = c.last_day)
