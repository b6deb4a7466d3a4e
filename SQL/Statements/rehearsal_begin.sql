-- Marks the database as one that a set clock writes.
INSERT INTO network.rehearsal DEFAULT VALUES ON CONFLICT DO NOTHING
