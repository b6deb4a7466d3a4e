-- Where the daemon that sealed first has its key file.
SELECT kept_at FROM person.key WHERE number = 0
