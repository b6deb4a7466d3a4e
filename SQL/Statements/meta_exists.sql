-- Whether this database has a record of migrations.
SELECT to_regclass('meta.migration') IS NOT NULL
