-- What happened to a referral, first to last.
-- $1 bigint its number
SELECT event, state, on_day, recorded_at, by_role, channel, reason, amount_cents, score
  FROM ledger.referral_event
 WHERE referral = $1 AND programme = 1
 ORDER BY seq
