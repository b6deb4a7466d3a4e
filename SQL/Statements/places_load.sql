-- The gazetteer.
SELECT name, postcodes, department, latitude, longitude, population
  FROM network.place
