-- Whether two pseudonyms can be merged; holds off referrals until the transaction ends.
-- $1 text id of the one that ends  $2 text id of the one that stays
-- $3 bigint organisation, null for any  $4 text key as kept
SELECT outcome, number_from, number_into, why, is_alike
  FROM ledger.merge_begin($1, $2, $3, $4)
