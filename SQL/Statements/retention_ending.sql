-- Files that end soon, oldest contact first.
-- $1 date today  $2 integer months  $3 integer days of notice
-- $4 date after this day  $5 bigint and number  $6 bigint organisation, null for any
-- $7 bigint how many
SELECT x.number, x.id, x.organisation, x.contact, x.last_contact_on,
       greatest((x.contact + make_interval(months => $2))::date,
                CASE WHEN x.noticed_on > x.contact THEN x.noticed_on ELSE $1::date END
                + $3::integer),
       CASE WHEN x.noticed_on > x.contact THEN x.noticed_on END, person.kept_by(x.number)
  FROM (SELECT f.number, b.id, b.organisation, f.last_contact_on, f.noticed_on,
               person.last_contact(f.number, f.last_contact_on) AS contact
          FROM person.file f
          JOIN ledger.beneficiary b ON b.number = f.number AND b.programme = f.programme
         WHERE f.programme = 1
           AND f.last_contact_on <= ($1::date + $3::integer - make_interval(months => $2))::date
           AND (f.last_contact_on, f.number) > ($4, $5)
           AND ($6::bigint IS NULL OR b.organisation = $6)
           AND b.halted IS DISTINCT FROM 'merged'
         ORDER BY f.last_contact_on, f.number) AS x
 WHERE x.contact <= ($1::date + $3::integer - make_interval(months => $2))::date
 LIMIT $7
