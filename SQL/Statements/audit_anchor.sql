-- What stands for the links that were forgotten; no row where none was.
SELECT a.position, a.high, a.mac, a.seal
  FROM audit.anchor a
 WHERE a.programme = 1
 ORDER BY a.position DESC
 LIMIT 1
