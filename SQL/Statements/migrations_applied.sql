-- The migrations this database has, first to last.
SELECT version, name, sha256 FROM meta.migration ORDER BY version
