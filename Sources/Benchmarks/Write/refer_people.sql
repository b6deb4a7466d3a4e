-- Fills an empty database for refer.pgbench: garages 1 … :garages, and persons B1 … :people of
-- organisation 7. With psql: psql -v garages=1000 -v people=1000000 -f refer_people.sql DATABASE
--
-- Analysed, as autovacuum would do within a minute, and then flushed: what follows is measured
-- from rest.
INSERT INTO network.garage (id, name, latitude, longitude, monthly_cap)
SELECT 'G' || i, 'Garage ' || i, 42.5 + 8.5 * random(), -4.5 + 12.5 * random(), 1000
  FROM generate_series(1, :garages) AS i ORDER BY i;
INSERT INTO ledger.beneficiary (id, organisation, request_key, request_hash)
SELECT 'B' || i, 7, 'e' || i, sha256(int8send(i::bigint))
  FROM generate_series(1, :people) AS i ORDER BY i;
VACUUM ANALYZE network.garage, ledger.beneficiary;
CHECKPOINT;
