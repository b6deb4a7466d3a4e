-- All prescribers.
SELECT number, id, name, kind, latitude, longitude, town, postcode
  FROM network.prescriber
 WHERE programme = 1
 ORDER BY number
