-- Plans that stay good. A daemon prepares its statements when its tables are empty or nearly so, and
-- statistics come a minute after the rows: until then a join may read all of a table. Now each
-- person is looked up, whatever the planner knows.
--
-- The join on open referrals read all of them for each request: 13.6 million entries of
-- one_open_referral for 6,000 people. The end of waiting read all who wait for each request: with
-- 1,500 of them 5 of the 8 milliseconds of a batch.
DO $$
DECLARE
    v_function record;
    v_text text;
BEGIN
    FOR v_function IN
        SELECT 'ledger.refer_batch'::pg_catalog.regproc AS name, '
              LEFT JOIN ledger.referral o
                ON o.beneficiary = b.number
               AND o.state IN (''proposed'', ''accepted'', ''received'', ''file'', ''quoted'')) AS w,'
               AS joined, '
              LEFT JOIN LATERAL (
                SELECT o.number FROM ledger.referral o
                 WHERE o.beneficiary = b.number
                   AND o.state IN (''proposed'', ''accepted'', ''received'', ''file'', ''quoted'')
                 LIMIT 1) AS o ON true) AS w,' AS looked_up
        UNION ALL
        SELECT 'ledger.referrals_added', '
        UPDATE ledger.unplaced u SET ended_at = a.created_at, ended_by = ''placed''
          FROM added a
         WHERE u.beneficiary = a.beneficiary AND u.programme = a.programme AND u.ended_at IS NULL;',
               '
        DECLARE
            v_waiter record;
        BEGIN
            FOR v_waiter IN
                SELECT o.number, a.programme, a.created_at
                  FROM added a
                 CROSS JOIN LATERAL (
                   SELECT o.number FROM ledger.unplaced o
                    WHERE o.beneficiary = a.beneficiary AND o.programme = a.programme
                      AND o.ended_at IS NULL
                    LIMIT 1) AS o
            LOOP
                UPDATE ledger.unplaced u SET ended_at = v_waiter.created_at, ended_by = ''placed''
                 WHERE u.number = v_waiter.number AND u.programme = v_waiter.programme;
            END LOOP;
        END;'
    LOOP
        v_text := pg_catalog.pg_get_functiondef(v_function.name::pg_catalog.regprocedure);
        IF strpos(v_text, v_function.joined) = 0 THEN
            RAISE EXCEPTION '% is not as it was', v_function.name;
        END IF;
        EXECUTE replace(v_text, v_function.joined, v_function.looked_up);
    END LOOP;
END $$;
