-- Since when this database is one of the network's.
SELECT min(applied_at) FROM meta.migration
