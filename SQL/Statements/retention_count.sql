-- What a run of retention finds; writes nothing.
-- $1 date today  $2 integer months  $3 integer days of notice
WITH term AS (
    SELECT ($1::date + $3::integer - make_interval(months => $2))::date AS through,
           ($1::date - make_interval(months => $2))::date AS over),
near AS (
    SELECT f.number, f.noticed_on, person.last_contact(f.number, f.last_contact_on) AS contact
      FROM term, person.file f
      JOIN ledger.beneficiary b ON b.number = f.number AND b.programme = f.programme
     WHERE f.programme = 1 AND f.last_contact_on <= term.through
       AND b.halted IS DISTINCT FROM 'merged'),
judged AS (
    SELECT n.*, t.over, person.kept_by(n.number) AS kept,
           n.noticed_on IS NOT NULL AND n.noticed_on > n.contact AS is_noticed
      FROM near n, term t WHERE n.contact <= t.through)
SELECT count(*) FILTER (WHERE j.kept IS NULL AND NOT j.is_noticed),
       count(*) FILTER (WHERE j.kept IS NULL AND j.is_noticed AND j.contact <= j.over
                          AND j.noticed_on <= $1::date - $3::integer),
       count(*) FILTER (WHERE j.kept = 'open-referral'),
       count(*) FILTER (WHERE j.kept = 'open-request'),
       count(*) FILTER (WHERE j.kept = 'frozen')
  FROM judged j
