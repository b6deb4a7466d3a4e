-- The last of the oldest links that may be forgotten at once; no row where none may.
-- $1 integer months that are kept  $2 timestamptz now, null for the database's clock
-- $3 integer how many at most
SELECT link_position, link_high, link_mac FROM audit.prunable($1, $2, $3)
