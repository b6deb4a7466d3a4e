-- Everything that is kept of a person, part by part: the names of values, those that are numbers
-- with a # at the end; the values; and what is sealed, as which field, of which pseudonym.
-- $1 text id  $2 bigint organisation, null for any
WITH RECURSIVE whole AS (
    SELECT b.number FROM ledger.beneficiary b
     WHERE b.id = $1 AND b.programme = 1 AND ($2::bigint IS NULL OR b.organisation = $2)
       AND b.halted IS DISTINCT FROM 'forgotten' AND b.halted IS DISTINCT FROM 'merged'
     UNION
    SELECT m.number FROM whole w
      JOIN ledger.beneficiary m ON m.merged_into = w.number AND m.programme = 1),
one AS (
    SELECT b.*, p.id AS prescriber FROM whole w
      JOIN ledger.beneficiary b ON b.number = w.number AND b.programme = 1
      LEFT JOIN network.prescriber p ON p.number = b.organisation AND p.programme = 1),
course AS (
    SELECT r.*, o.id AS pseudonym, g.id AS garage_id, g.name AS garage_name
      FROM one o JOIN ledger.referral r ON r.beneficiary = o.number AND r.programme = 1
      JOIN network.garage g ON g.number = r.garage AND g.programme = 1),
part AS (
    SELECT 1 AS place, 'person' AS name, o.number AS i, 0 AS j,
           ARRAY['beneficiary', 'prescriber', 'enrolled_on', 'halted', 'merged'] AS names,
           ARRAY[o.id, o.prescriber, ledger.paris_day(o.created_at)::text, o.halted,
                 CASE WHEN o.merged_into IS NOT NULL THEN 'yes' END] AS vals,
           NULL::bytea AS sealed, NULL::smallint AS sealed_with, NULL AS field,
           NULL AS clear, o.id AS subject
      FROM one o
    UNION ALL
    SELECT 2, 'identity', f.number, 0, '{}', '{}', f.identity, f.sealed_with, 'identity', NULL, o.id
      FROM one o JOIN person.file f ON f.number = o.number AND f.programme = 1
     WHERE f.identity IS NOT NULL
    UNION ALL
    SELECT 3, 'situation', f.number, 0, '{}', '{}', f.situation, f.sealed_with, 'situation',
           f.clear::text, o.id
      FROM one o JOIN person.file f ON f.number = o.number AND f.programme = 1
    UNION ALL
    SELECT 4, 'file', f.number, 0,
           ARRAY['notice_version', 'notice_on', 'objected_on', 'frozen_on', 'last_contact_on',
                 'noticed_on'],
           ARRAY[f.notice_version, f.notice_on::text, f.objected_on::text, f.frozen_on::text,
                 f.last_contact_on::text, f.noticed_on::text], NULL, NULL, NULL, NULL, o.id
      FROM one o JOIN person.file f ON f.number = o.number AND f.programme = 1
    UNION ALL
    SELECT 5, 'car', o.number, 0,
           ARRAY['brand', 'first_year#', 'odometer_km#', 'fiscal_cv#', 'drives'],
           ARRAY[o.brand, o.first_year::text, o.odometer_km::text, o.fiscal_power::text,
                 CASE o.drives WHEN true THEN 'yes' WHEN false THEN 'no' END],
           NULL, NULL, NULL, NULL, o.id
      FROM one o
    UNION ALL
    SELECT 6, 'eligibility', d.number, 0, ARRAY['result', 'on', 'valid_until', 'by_role'],
           ARRAY[d.result, d.on_day::text, d.valid_until::text, d.by_role], d.grounds,
           d.sealed_with, 'eligibility', NULL, o.id
      FROM one o
      JOIN person.eligibility_decision d ON d.beneficiary = o.number AND d.programme = 1
    UNION ALL
    SELECT 7, 'assessment', a.number, 0,
           ARRAY['assessment#', 'kind', 'version', 'on', 'index#', 'valid_until', 'dimensions'],
           ARRAY[a.number::text, a.kind, a.version, a.on_day::text, a.index::text,
                 a.valid_until::text,
                 (SELECT string_agg(d.key || ' ' || round(d.value::numeric, 1), ', '
                                   ORDER BY d.key)
                    FROM jsonb_each_text(a.dimensions) AS d)], NULL, NULL, NULL, NULL, o.id
      FROM one o JOIN impact.assessment a ON a.beneficiary = o.number AND a.programme = 1
    UNION ALL
    SELECT 8, 'answers', w.assessment, 0, ARRAY['assessment#'], ARRAY[w.assessment::text],
           w.sealed, w.sealed_with, 'answers', NULL, o.id
      FROM one o JOIN person.answer w ON w.beneficiary = o.number AND w.programme = 1
    UNION ALL
    SELECT 9, 'sensitive-answers', w.assessment, 0, ARRAY['assessment#'],
           ARRAY[w.assessment::text], w.sealed, w.sealed_with, 'sensitive-answers', NULL, o.id
      FROM one o JOIN person.sensitive_answer w ON w.beneficiary = o.number AND w.programme = 1
    UNION ALL
    SELECT 10, 'referral', c.number, 0,
           ARRAY['referral', 'garage', 'garage_name', 'state', 'proposed_on', 'received_on',
                 'rank#', 'km#', 'extra_km#', 'near', 'quote', 'outcome'],
           ARRAY[c.code, c.garage_id, c.garage_name, c.state, c.created_on::text,
                 c.received_on::text, c.rank::text, round(c.km::numeric, 2)::text,
                 round(c.extra_km::numeric, 2)::text, c.latitude || ',' || c.longitude,
                 nullif(c.quote, 'none'), c.outcome],
           NULL, NULL, 'override', c.override_reason, c.pseudonym
      FROM course c
    UNION ALL
    SELECT 11, 'event', e.referral, e.seq,
           ARRAY['referral', 'event', 'state', 'on', 'told_at', 'by_role', 'reason',
                 'amount_cents#', 'score#'],
           ARRAY[c.code, e.event, e.state, e.on_day::text,
                 to_char(e.recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
                 e.by_role, nullif(e.reason, ''), e.amount_cents::text, e.score::text],
           NULL, NULL, NULL, NULL, c.pseudonym
      FROM course c
      JOIN ledger.referral_event e ON e.referral = c.number AND e.programme = 1
    UNION ALL
    SELECT 12, 'quote', q.referral, q.version,
           ARRAY['referral', 'on', 'amount_cents#', 'labour_cents#', 'labour_minutes#',
                 'parts_cents#', 'discount_cents#', 'own_share_cents#', 'valid_until'],
           ARRAY[c.code, q.on_day::text, q.amount_cents::text, q.labour_cents::text,
                 q.labour_minutes::text, q.parts_cents::text, q.discount_cents::text,
                 q.own_share_cents::text, q.valid_until::text], NULL, NULL, NULL, NULL, c.pseudonym
      FROM course c JOIN ledger.quote q ON q.referral = c.number AND q.programme = 1
    UNION ALL
    SELECT 13, 'funding', n.referral, n.version,
           ARRAY['referral', 'funder', 'state', 'asked_cents#', 'granted_cents#', 'paid_cents#',
                 'until'],
           ARRAY[c.code, n.funder, n.state, n.asked_cents::text, n.granted_cents::text,
                 n.paid_cents::text, n.until_day::text], NULL, NULL, NULL, NULL, c.pseudonym
      FROM course c JOIN ledger.funding n ON n.referral = c.number AND n.programme = 1
    UNION ALL
    SELECT 14, 'wait', u.number, 0,
           ARRAY['since', 'tries#', 'near', 'reach_km#', 'ended_on', 'ended_by', 'reason'],
           ARRAY[u.since_on::text, u.tries::text, u.latitude || ',' || u.longitude,
                 u.reach_km::text, ledger.paris_day(u.ended_at)::text, u.ended_by,
                 u.ended_reason], NULL, NULL, NULL, NULL, o.id
      FROM one o JOIN ledger.unplaced u ON u.beneficiary = o.number AND u.programme = 1
    UNION ALL
    SELECT 15, 'outcome', t.number, 0, ARRAY['months#', 'result', 'source', 'on', 'by_role'],
           ARRAY[t.months::text, t.result, t.source, t.on_day::text, t.by_role],
           NULL, NULL, NULL, NULL, o.id
      FROM one o JOIN impact.outcome t ON t.beneficiary = o.number AND t.programme = 1
    UNION ALL
    SELECT 16, 'request', q.number, 0,
           ARRAY['request#', 'kind', 'received_on', 'due_on', 'closed_on', 'outcome'],
           ARRAY[q.number::text, q.kind, q.received_on::text, q.due_on::text, q.closed_on::text,
                 q.outcome], NULL, NULL, NULL, NULL, o.id
      FROM one o JOIN ledger.person_request q ON q.beneficiary = o.number AND q.programme = 1
    UNION ALL
    SELECT 17, 'access', e.number, 0, ARRAY['at', 'role', 'action', 'asked'],
           ARRAY[to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), e.role, e.action,
                 e.asked], NULL, NULL, NULL, NULL, o.id
      FROM one o JOIN audit.entry e ON e.object = o.id AND e.programme = 1)
SELECT p.name, p.names, ARRAY(SELECT coalesce(v.value, '') FROM unnest(p.vals) WITH ORDINALITY
                                  AS v(value, k) ORDER BY v.k),
       p.sealed, p.sealed_with, p.field, p.clear, p.subject
  FROM part p ORDER BY p.place, p.i, p.j
