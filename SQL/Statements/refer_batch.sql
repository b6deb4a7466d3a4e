-- Takes places for a batch of requests; one row a request, in their order (ledger.refer_batch).
-- $1 bigint[] organisation  $2 text[] request key  $3 bytea[] SHA-256 of the canonical request
-- $4 text[] beneficiary  $5 text[] code drawn  $6 text[] override reason or null
-- $7 timestamptz[] made at, null for the database's clock
-- $8 date the day they are made on, null for the database's clock
-- $9 integer[] where the candidates of each request begin, from 1, and the end of the last
-- $10 integer[] garage of each candidate, an index into $15  $11 integer[] its rank, from 1
-- $12 double precision[] its distance, km  $13 double precision[] how much further than the
-- nearest, km  $14 double precision[] its price, km
-- $15 bigint[] the garages, ascending
-- $16, $17 double precision[] where the wish comes from, coarse, or null
-- $18 double precision[] its reach, km
-- $19 integer[] garages in reach, null for whoever is not to be kept among those who wait
-- $20, $21, $22 integer[] of these full, closed, unsuitable
-- $23 boolean[] whether a choice by an old view is answered STALE
-- $24 text the snapshot that the view is of  $25 text[] the caller's own transactions after it
-- $26 timestamptz[] until when each candidate answers  $27 timestamptz[] when it is reminded, or
-- null
-- $28 text[] the code of the referral that each request follows, or null
-- $29 integer[] how often the person was sent on by itself, this time included
-- $30 boolean[] which requests have more candidates than are named: MORE when theirs are full
SELECT request, outcome, number, code, garage, state, month, created_at, answer_by, committed_then,
       rank, km, extra_km, committed, received, rev, day, day_committed, day_rev, seen, own,
       waiting, waiting_since
  FROM ledger.refer_batch($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15,
                          $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29,
                          $30)
