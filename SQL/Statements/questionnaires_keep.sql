-- Keeps versions that are new; a known one stays as it is.
-- $1 text[] versions  $2 text[] all of each, as JSON
INSERT INTO impact.questionnaire (version, sha256, json)
SELECT g.version, sha256(convert_to(g.json, 'UTF8')), g.json
  FROM unnest($1::text[], $2::text[]) AS g(version, json)
    ON CONFLICT DO NOTHING
