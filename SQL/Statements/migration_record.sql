-- Records a migration.
-- $1 integer version  $2 text name  $3 text SHA-256 of its file, hexadecimal
INSERT INTO meta.migration (version, name, sha256) VALUES ($1, $2, $3)
