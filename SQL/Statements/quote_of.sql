-- The quote that stands for a referral; no row before there is one.
-- $1 bigint its number
SELECT version::integer, on_day, amount_cents, labour_cents, labour_minutes, parts_cents,
       discount_cents, own_share_cents, valid_until, recorded_at
  FROM ledger.quote_now
 WHERE referral = $1 AND programme = 1
