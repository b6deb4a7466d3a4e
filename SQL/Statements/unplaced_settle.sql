-- Ends the wait of whoever was placed by one daemon while another found nothing.
UPDATE ledger.unplaced u SET ended_at = r.created_at, ended_by = 'placed'
  FROM ledger.referral r
 WHERE u.ended_at IS NULL AND r.beneficiary = u.beneficiary AND r.programme = u.programme
   AND r.state IN ('proposed', 'accepted', 'received', 'file', 'quoted')
