-- Referrals that were made in a period, in the order of their numbers, as texts for a file. Whoever
-- takes more than its own reads `other` for prescribers of private kinds.
-- $1 date first day  $2 date last day  $3 bigint organisation, null for any
-- $4 bigint only numbers above this  $5 bigint not used  $6 bigint how many
SELECT r.number, greatest($5::bigint, 0),
       ARRAY[r.code,
             CASE WHEN $3::bigint IS NULL AND reporting.is_sensitive(p.kind) THEN 'other'
                  ELSE ledger.sender(p.id, r.organisation) END,
             CASE WHEN $3::bigint IS NULL AND reporting.is_sensitive(p.kind) THEN 'other'
                  ELSE p.kind END,
             g.id, ledger.territory(g.postcode), r.state, r.quote, r.outcome,
             to_char(r.month, 'YYYY-MM'), r.created_on::text,
             to_char(r.answer_by AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
             r.received_on::text, r.rank::text, round(r.km::numeric, 2)::text,
             round(r.extra_km::numeric, 2)::text,
             CASE WHEN r.override_reason IS NULL THEN 'no' ELSE 'yes' END,
             (SELECT f.code FROM ledger.referral f
               WHERE f.number = r.previous AND f.programme = r.programme), r.attempt::text]
  FROM ledger.referral r
  JOIN network.garage g ON g.number = r.garage AND g.programme = r.programme
  LEFT JOIN network.prescriber p ON p.number = r.organisation AND p.programme = r.programme
 WHERE r.programme = 1 AND r.created_on BETWEEN $1 AND $2
   AND ($3::bigint IS NULL OR r.organisation = $3)
   AND r.number > $4
 ORDER BY r.number
 LIMIT $6
