-- Whether each prescriber may send people, and until when its convention runs.
SELECT number, authorisation, convention_from, convention_to
  FROM network.prescriber
 WHERE programme = 1
 ORDER BY number
