extension SQL {
    package static let alertsClear = File("alerts_clear", PackageResources.alerts_clear_sql)
    package static let alertsOpen = File("alerts_open", PackageResources.alerts_open_sql)
    package static let alertsRaise = File("alerts_raise", PackageResources.alerts_raise_sql)
    package static let answersAdd = File("answers_add", PackageResources.answers_add_sql)
    package static let assessmentAdd = File("assessment_add", PackageResources.assessment_add_sql)
    package static let assessmentKey = File("assessment_key", PackageResources.assessment_key_sql)
    package static let assessmentPerson = File(
        "assessment_person", PackageResources.assessment_person_sql)
    package static let assessmentReach = File(
        "assessment_reach", PackageResources.assessment_reach_sql)
    package static let assessmentsOf = File("assessments_of", PackageResources.assessments_of_sql)
    package static let questionnairesKeep = File(
        "questionnaires_keep", PackageResources.questionnaires_keep_sql)
    package static let questionnairesLoad = File(
        "questionnaires_load", PackageResources.questionnaires_load_sql)
    package static let answersCount = File("answers_count", PackageResources.answers_count_sql)
    package static let beneficiaryById = File(
        "beneficiary_by_id", PackageResources.beneficiary_by_id_sql)
    package static let calibrationKeep = File(
        "calibration_keep", PackageResources.calibration_keep_sql)
    package static let calibrationOfMonth = File(
        "calibration_of_month", PackageResources.calibration_of_month_sql)
    package static let changesPrune = File("changes_prune", PackageResources.changes_prune_sql)
    package static let changesSince = File("changes_since", PackageResources.changes_since_sql)
    package static let clockSet = File("clock_set", PackageResources.clock_set_sql)
    package static let closuresAdd = File("closures_add", PackageResources.closures_add_sql)
    package static let closuresDrop = File("closures_drop", PackageResources.closures_drop_sql)
    package static let keysRecord = File(
        "keys_record", PackageResources.keys_record_sql)
    package static let keyPlace = File("key_place", PackageResources.key_place_sql)
    package static let keysKnown = File(
        "keys_known", PackageResources.keys_known_sql)
    package static let keysUsed = File(
        "keys_used", PackageResources.keys_used_sql)
    package static let resealFiles = File(
        "reseal_files", PackageResources.reseal_files_sql)
    package static let resealFilesPut = File(
        "reseal_files_put", PackageResources.reseal_files_put_sql)
    package static let resealAnswers = File(
        "reseal_answers", PackageResources.reseal_answers_sql)
    package static let resealAnswersPut = File(
        "reseal_answers_put", PackageResources.reseal_answers_put_sql)
    package static let resealSensitive = File(
        "reseal_sensitive", PackageResources.reseal_sensitive_sql)
    package static let resealSensitivePut = File(
        "reseal_sensitive_put", PackageResources.reseal_sensitive_put_sql)
    package static let resealDecisions = File(
        "reseal_decisions", PackageResources.reseal_decisions_sql)
    package static let resealDecisionsPut = File(
        "reseal_decisions_put", PackageResources.reseal_decisions_put_sql)
    package static let resealOverrides = File(
        "reseal_overrides", PackageResources.reseal_overrides_sql)
    package static let resealOverridesPut = File(
        "reseal_overrides_put", PackageResources.reseal_overrides_put_sql)
    package static let countsChanged = File("counts_changed", PackageResources.counts_changed_sql)
    package static let countsLoad = File("counts_load", PackageResources.counts_load_sql)
    package static let countsOfMonth = File("counts_of_month", PackageResources.counts_of_month_sql)
    package static let databaseSince = File("database_since", PackageResources.database_since_sql)
    package static let countsOfTransaction = File(
        "counts_of_transaction", PackageResources.counts_of_transaction_sql)
    package static let daysBetween = File("days_between", PackageResources.days_between_sql)
    package static let daysChanged = File("days_changed", PackageResources.days_changed_sql)
    package static let daysOfTransaction = File(
        "days_of_transaction", PackageResources.days_of_transaction_sql)
    package static let daysLoad = File("days_load", PackageResources.days_load_sql)
    package static let demandLoad = File("demand_load", PackageResources.demand_load_sql)
    package static let eligibilityKeep = File(
        "eligibility_keep", PackageResources.eligibility_keep_sql)
    package static let eligibilityOf = File("eligibility_of", PackageResources.eligibility_of_sql)
    package static let eligibilityRules = File(
        "eligibility_rules", PackageResources.eligibility_rules_sql)
    package static let eligibilityRuleSet = File(
        "eligibility_rule_set", PackageResources.eligibility_rule_set_sql)
    package static let enrolBatch = File("enrol_batch", PackageResources.enrol_batch_sql)
    package static let findingsLatest = File(
        "findings_latest", PackageResources.findings_latest_sql)
    package static let garagePut = File("garage_put", PackageResources.garage_put_sql)
    package static let garageRevisions = File(
        "garage_revisions", PackageResources.garage_revisions_sql)
    package static let garagesLoad = File("garages_load", PackageResources.garages_load_sql)
    package static let garagesPage = File("garages_page", PackageResources.garages_page_sql)
    package static let garagesRare = File("garages_rare", PackageResources.garages_rare_sql)
    package static let lessonsForget = File(
        "lessons_forget", PackageResources.lessons_forget_sql)
    package static let mergeBegin = File("merge_begin", PackageResources.merge_begin_sql)
    package static let mergeEnd = File("merge_end", PackageResources.merge_end_sql)
    package static let mergeOverrides = File(
        "merge_overrides", PackageResources.merge_overrides_sql)
    package static let personExpected = File(
        "person_expected", PackageResources.person_expected_sql)
    package static let personFile = File("person_file", PackageResources.person_file_sql)
    package static let personFileEmpty = File(
        "person_file_empty", PackageResources.person_file_empty_sql)
    package static let personFileHold = File(
        "person_file_hold", PackageResources.person_file_hold_sql)
    package static let personFilePut = File(
        "person_file_put", PackageResources.person_file_put_sql)
    package static let personTouched = File(
        "person_touched", PackageResources.person_touched_sql)
    package static let personTwins = File("person_twins", PackageResources.person_twins_sql)
    package static let personTwinsOf = File(
        "person_twins_of", PackageResources.person_twins_of_sql)
    package static let metaCreate = File("meta_create", PackageResources.meta_create_sql)
    package static let metaExists = File("meta_exists", PackageResources.meta_exists_sql)
    package static let migrationRecord = File(
        "migration_record", PackageResources.migration_record_sql)
    package static let migrationsApplied = File(
        "migrations_applied", PackageResources.migrations_applied_sql)
    package static let networkDigest = File("network_digest", PackageResources.network_digest_sql)
    package static let networkState = File("network_state", PackageResources.network_state_sql)
    package static let placesAdd = File("places_add", PackageResources.places_add_sql)
    package static let placesClear = File("places_clear", PackageResources.places_clear_sql)
    package static let placesLoad = File("places_load", PackageResources.places_load_sql)
    package static let prescriberPut = File("prescriber_put", PackageResources.prescriber_put_sql)
    package static let prescribersLoad = File(
        "prescribers_load", PackageResources.prescribers_load_sql)
    package static let recordSteps = File("record_steps", PackageResources.record_steps_sql)
    package static let referBatch = File("refer_batch", PackageResources.refer_batch_sql)
    package static let referralByCode = File(
        "referral_by_code", PackageResources.referral_by_code_sql)
    package static let referralEvents = File(
        "referral_events", PackageResources.referral_events_sql)
    package static let referralsLatest = File(
        "referrals_latest", PackageResources.referrals_latest_sql)
    package static let referralStep = File("referral_step", PackageResources.referral_step_sql)
    package static let rehearsalBegin = File(
        "rehearsal_begin", PackageResources.rehearsal_begin_sql)
    package static let rehearsalIs = File("rehearsal_is", PackageResources.rehearsal_is_sql)
    package static let runsLatest = File("runs_latest", PackageResources.runs_latest_sql)
    package static let relayDue = File("relay_due", PackageResources.relay_due_sql)
    package static let relayFollower = File(
        "relay_follower", PackageResources.relay_follower_sql)
    package static let relayPage = File("relay_page", PackageResources.relay_page_sql)
    package static let relaySubject = File("relay_subject", PackageResources.relay_subject_sql)
    package static let relaySubjects = File(
        "relay_subjects", PackageResources.relay_subjects_sql)
    package static let tokenAdd = File("token_add", PackageResources.token_add_sql)
    package static let tokenByKey = File("token_by_key", PackageResources.token_by_key_sql)
    package static let tokenRevoke = File("token_revoke", PackageResources.token_revoke_sql)
    package static let unplacedList = File("unplaced_list", PackageResources.unplaced_list_sql)
    package static let unplacedSettle = File(
        "unplaced_settle", PackageResources.unplaced_settle_sql)
    package static let outboxClaim = File("outbox_claim", PackageResources.outbox_claim_sql)
    package static let outboxSettle = File("outbox_settle", PackageResources.outbox_settle_sql)
    package static let outboxList = File("outbox_list", PackageResources.outbox_list_sql)
    package static let outboxRetry = File("outbox_retry", PackageResources.outbox_retry_sql)
    package static let outboxCounts = File("outbox_counts", PackageResources.outbox_counts_sql)
    package static let digestsWrite = File("digests_write", PackageResources.digests_write_sql)
    package static let contactPut = File("contact_put", PackageResources.contact_put_sql)
    package static let contactsList = File("contacts_list", PackageResources.contacts_list_sql)
    package static let linkAdd = File("link_add", PackageResources.link_add_sql)
    package static let linkUse = File("link_use", PackageResources.link_use_sql)
    package static let unplacedWithdraw = File(
        "unplaced_withdraw", PackageResources.unplaced_withdraw_sql)

    package static let prescriberAuthorise = File(
        "prescriber_authorise", PackageResources.prescriber_authorise_sql)
    package static let prescriberStandings = File(
        "prescriber_standings", PackageResources.prescriber_standings_sql)
    package static let tokenUsed = File("token_used", PackageResources.token_used_sql)
    package static let tokensList = File("tokens_list", PackageResources.tokens_list_sql)
    // Money, what waits for whom, news.
    package static let awaitedList = File("awaited_list", PackageResources.awaited_list_sql)
    package static let awaitedOf = File("awaited_of", PackageResources.awaited_of_sql)
    package static let fundingPut = File("funding_put", PackageResources.funding_put_sql)
    package static let fundingsOf = File("fundings_of", PackageResources.fundings_of_sql)
    package static let lateFunders = File("late_funders", PackageResources.late_funders_sql)
    package static let impactFigures = File(
        "impact_figures", PackageResources.impact_figures_sql)
    package static let outcomeTell = File("outcome_tell", PackageResources.outcome_tell_sql)
    package static let outcomesOf = File("outcomes_of", PackageResources.outcomes_of_sql)
    package static let newsPrune = File("news_prune", PackageResources.news_prune_sql)
    package static let newsSince = File("news_since", PackageResources.news_since_sql)
    package static let quoteOf = File("quote_of", PackageResources.quote_of_sql)
    package static let quotePut = File("quote_put", PackageResources.quote_put_sql)
    package static let auditAdd = File("audit_add", PackageResources.audit_add_sql)
    package static let auditAnchor = File("audit_anchor", PackageResources.audit_anchor_sql)
    package static let auditExport = File("audit_export", PackageResources.audit_export_sql)
    package static let auditHead = File("audit_head", PackageResources.audit_head_sql)
    package static let auditLatest = File("audit_latest", PackageResources.audit_latest_sql)
    package static let auditLeftOut = File("audit_left_out", PackageResources.audit_left_out_sql)
    package static let auditLink = File("audit_link", PackageResources.audit_link_sql)
    package static let auditLock = File("audit_lock", PackageResources.audit_lock_sql)
    package static let auditOf = File("audit_of", PackageResources.audit_of_sql)
    package static let auditPage = File("audit_page", PackageResources.audit_page_sql)
    package static let auditPrunable = File("audit_prunable", PackageResources.audit_prunable_sql)
    package static let auditPrune = File("audit_prune", PackageResources.audit_prune_sql)
    package static let auditReaders = File("audit_readers", PackageResources.audit_readers_sql)
    package static let auditSettled = File("audit_settled", PackageResources.audit_settled_sql)
    package static let auditUnlinked = File("audit_unlinked", PackageResources.audit_unlinked_sql)
    package static let exportCount = File("export_count", PackageResources.export_count_sql)
    package static let exportMonths = File("export_months", PackageResources.export_months_sql)
    package static let exportQuotes = File("export_quotes", PackageResources.export_quotes_sql)
    package static let exportReferrals = File(
        "export_referrals", PackageResources.export_referrals_sql)
    package static let exportSteps = File("export_steps", PackageResources.export_steps_sql)
    package static let reportDelays = File("report_delays", PackageResources.report_delays_sql)
    package static let reportNoShows = File("report_no_shows", PackageResources.report_no_shows_sql)
    package static let reportReasons = File("report_reasons", PackageResources.report_reasons_sql)
    package static let reportSenders = File("report_senders", PackageResources.report_senders_sql)

    // What the jobs run.
    package static let findingsAdd = File("findings_add", PackageResources.findings_add_sql)
    package static let jobLock = File("job_lock", PackageResources.job_lock_sql)
    package static let jobUnlock = File("job_unlock", PackageResources.job_unlock_sql)
    package static let monthClose = File("month_close", PackageResources.month_close_sql)
    package static let monthClosed = File("month_closed", PackageResources.month_closed_sql)
    package static let monthFigures = File("month_figures", PackageResources.month_figures_sql)
    package static let monthReport = File("month_report", PackageResources.month_report_sql)
    package static let monthReportAdd = File(
        "month_report_add", PackageResources.month_report_add_sql)
    package static let monthSenders = File("month_senders", PackageResources.month_senders_sql)
    package static let pausesEnd = File("pauses_end", PackageResources.pauses_end_sql)
    package static let pausesOver = File("pauses_over", PackageResources.pauses_over_sql)
    package static let runBegin = File("run_begin", PackageResources.run_begin_sql)
    package static let runEnd = File("run_end", PackageResources.run_end_sql)
    package static let runsOld = File("runs_old", PackageResources.runs_old_sql)
    package static let runsPrune = File("runs_prune", PackageResources.runs_prune_sql)
    package static let satisfactionDue = File(
        "satisfaction_due", PackageResources.satisfaction_due_sql)

    /// Every statement the daemon runs.
    package static let statements: [File] = [
        alertsClear, alertsOpen, alertsRaise, answersCount, beneficiaryById,
        calibrationKeep, calibrationOfMonth, changesPrune, changesSince, clockSet,
        closuresAdd, closuresDrop, countsChanged, countsLoad, countsOfMonth, countsOfTransaction,
        daysOfTransaction, daysBetween, daysChanged, daysLoad, demandLoad, enrolBatch, garagePut,
        garageRevisions, garagesLoad, garagesPage, garagesRare, lessonsForget, mergeBegin, mergeEnd,
        mergeOverrides,
        personExpected, personFile, personFileEmpty, personFileHold, personFilePut, personTouched,
        personTwins, personTwinsOf, metaCreate, metaExists, migrationRecord,
        migrationsApplied, networkDigest, networkState, placesAdd, placesClear, placesLoad,
        prescriberPut, prescribersLoad, recordSteps, referBatch, referralByCode, referralEvents,
        referralsLatest, referralStep, rehearsalBegin, rehearsalIs, tokenAdd, tokenByKey,
        tokenRevoke, unplacedList, unplacedSettle,
        prescriberAuthorise, prescriberStandings, tokenUsed, tokensList,
        relayDue, relayFollower, relayPage, relaySubject, relaySubjects, unplacedWithdraw,
        databaseSince, findingsLatest, runsLatest,
        outboxClaim, outboxSettle, outboxList, outboxRetry, outboxCounts, digestsWrite,
        contactPut, contactsList, linkAdd, linkUse,
        awaitedList, awaitedOf, fundingPut, fundingsOf, lateFunders,
        impactFigures, outcomeTell, outcomesOf,
        newsPrune, newsSince, quoteOf, quotePut,
        auditAdd, auditAnchor, auditExport, auditHead, auditLatest, auditLeftOut, auditLink,
        auditLock, auditOf, auditPage, auditPrunable, auditPrune, auditReaders, auditSettled,
        auditUnlinked,
        exportCount, exportMonths, exportQuotes,
        exportReferrals, exportSteps, reportDelays, reportNoShows, reportReasons, reportSenders,
        findingsAdd, jobLock, jobUnlock, monthClose, monthClosed, monthFigures, monthReport,
        monthReportAdd, monthSenders, pausesEnd, pausesOver, runBegin, runEnd, runsOld, runsPrune,
        satisfactionDue,
        eligibilityKeep, eligibilityOf, eligibilityRules, eligibilityRuleSet,
        requestAdd, requestClose, requestFacts, requestList, retentionCount, retentionDue,
        retentionEnd, retentionEnding, retentionNotice, retentionSweep, retentionTell,
        rightsExport, rightsForget, rightsHalt, rightsHolding, rightsTombstone,
        keyPlace, keysKnown, keysRecord, keysUsed, resealAnswers, resealAnswersPut, resealDecisions,
        resealDecisionsPut, resealFiles, resealFilesPut, resealOverrides, resealOverridesPut,
        resealSensitive, resealSensitivePut,
        answersAdd, assessmentAdd, assessmentKey, assessmentPerson, assessmentReach,
        assessmentsOf, questionnairesKeep, questionnairesLoad,
    ]
}
