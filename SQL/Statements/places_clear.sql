-- Empties the gazetteer.
DELETE FROM network.place
