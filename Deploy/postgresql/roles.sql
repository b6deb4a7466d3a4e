-- What a DBA runs once, before garaged migrate, where the daemon's login may not create roles:
--
--     psql -d garaged -v login=garaged -f Deploy/postgresql/roles.sql
--
-- Running it again changes nothing. The login owns the tables and takes one of the first two roles
-- in each of its sessions; the third is for whoever makes reports.
\set ON_ERROR_STOP on
\if :{?login}
\else
    \set login garaged
\endif

-- All that the daemon does but what concerns the file of a person: it cannot read schema person.
SELECT 'CREATE ROLE garaged_daemon NOLOGIN'
 WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = 'garaged_daemon') \gexec
-- The files of persons, and nothing else that may be written.
SELECT 'CREATE ROLE garaged_person NOLOGIN'
 WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = 'garaged_person') \gexec
-- Reads reporting.*, in which nobody is named.
SELECT 'CREATE ROLE garaged_reports NOLOGIN'
 WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = 'garaged_reports') \gexec

GRANT garaged_daemon, garaged_person, garaged_reports TO :"login";
-- For the schemas of garaged migrate.
SELECT format('GRANT CREATE, CONNECT, TEMPORARY ON DATABASE %I TO %I',
              current_database(), :'login') \gexec
