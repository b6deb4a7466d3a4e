-- Since when this database has jobs that can be late.
SELECT applied_at FROM meta.migration WHERE name = 'V0011_jobs'
