-- Whether the database is one that a set clock may write.
SELECT EXISTS (SELECT FROM network.rehearsal)
