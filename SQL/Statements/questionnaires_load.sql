-- Every version of the questionnaire that was ever loaded.
SELECT q.version, q.json FROM impact.questionnaire q ORDER BY q.loaded_at, q.version
