-- Tells a transaction which day it is, where the daemon's clock was set.
-- $1 text the day
SELECT set_config('garaged.today', $1, true)
