-- Since when this database has jobs that can be late: those of the beginning, and `retention`.
SELECT (SELECT applied_at FROM meta.migration WHERE name = 'V0011_jobs'),
       (SELECT applied_at FROM meta.migration WHERE name = 'V0018_rights')
