-- Numbers of garages with closures, past absences or lessons.
SELECT garage FROM network.closure WHERE programme = 1
 UNION
SELECT garage FROM network.absence WHERE programme = 1
 UNION
SELECT garage FROM network.lesson WHERE programme = 1
