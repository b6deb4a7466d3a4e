-- Facts about quotes that happened in a period, by referral and sequence, as texts for a file.
-- $1 date first day  $2 date last day  $3 bigint organisation of the referral, null for any
-- $4 bigint, $5 bigint only after this referral and sequence  $6 bigint how many
SELECT e.referral, e.seq::bigint,
       ARRAY[r.code, g.id, ledger.territory(g.postcode), e.event, e.on_day::text,
             e.amount_cents::text, nullif(e.reason, '')]
  FROM ledger.referral_event e
  JOIN ledger.referral r ON r.number = e.referral AND r.programme = e.programme
  JOIN network.garage g ON g.number = r.garage AND g.programme = r.programme
 WHERE e.programme = 1 AND e.on_day BETWEEN $1 AND $2
   AND e.event IN ('quoted', 'quote-accepted', 'quote-refused', 'funding-wait', 'unrepairable')
   AND ($3::bigint IS NULL OR r.organisation = $3)
   AND (e.referral, e.seq) > ($4, least($5::bigint, 32767)::smallint)
 ORDER BY e.referral, e.seq
 LIMIT $6
