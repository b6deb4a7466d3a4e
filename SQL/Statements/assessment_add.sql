-- Keeps an assessment in the place of an earlier one of the same person, kind and day. No row where
-- the key is taken or the version unknown; else its number, and whether it is of the last day that
-- was assessed.
-- $1 bigint person  $2 bigint organisation  $3 text kind  $4 text version  $5 date on
-- $6 date valid until  $7 smallint index, null for none  $8 text[] ids of the valid dimensions
-- $9 integer[] Σ weight × score of each  $10 integer[] Σ weight answered of each
-- $11 double precision[] points of each  $12 integer Σ weight answered of all
-- $13 text request key  $14 bytea digest of the request  $15 timestamptz at, null for now
WITH of_person AS (
    SELECT a.number, a.kind, a.on_day
      FROM impact.assessment a
      JOIN ledger.beneficiary b ON b.number = a.beneficiary AND b.programme = a.programme
     WHERE (b.number = $1 OR b.merged_into = $1) AND a.programme = 1)
INSERT INTO impact.assessment
    (beneficiary, organisation, kind, version, on_day, valid_until, index, dimensions, sums,
     answered, supersedes, recorded_at, request_key, request_hash)
SELECT $1, $2, $3, q.version, $5, $6, $7,
       (SELECT coalesce(jsonb_object_agg(d.id, d.points), '{}')
          FROM unnest($8::text[], $11::double precision[]) AS d(id, points)),
       (SELECT coalesce(jsonb_object_agg(d.id, jsonb_build_array(d.earned, d.answered)), '{}')
          FROM unnest($8::text[], $9::integer[], $10::integer[]) AS d(id, earned, answered)),
       $12::integer, (SELECT max(p.number) FROM of_person p WHERE p.kind = $3 AND p.on_day = $5),
       coalesce($15, now()), $13, $14
  FROM impact.questionnaire q
 WHERE q.version = $4
    ON CONFLICT DO NOTHING
RETURNING number, NOT EXISTS (SELECT FROM of_person p WHERE p.on_day > $5)
