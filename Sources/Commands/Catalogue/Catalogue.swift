extension Command {
    /// Every verb, in the order of the reference page.
    package static let all: [Command] = [
        .hello, .auth, .ping, .help, .limits, .status, .ready, .subscribe, .quit,
        .place, .match, .refer,
        .beneficiaryAdd, .beneficiaryShow, .beneficiarySet, .duplicates, .beneficiaryMerge,
        .eligible, .rules, .ruleSet,
        .questions, .assess, .assessments, .sheet,
        .beneficiaryFreeze, .beneficiaryExport,
        .beneficiaryForget, .requestAdd, .requests, .requestClose, .retention,
        .quote, .quoteAnswer, .funding,
        .referral, .referrals, .accept, .decline, .step, .cancel,
        .redirect, .withdraw, .rebook,
        .garage, .garages, .garageAdd, .garageSet, .pause, .resume,
        .answers, .lessons,
        .load, .forecast, .demand, .alerts, .check, .unplaced,
        .steering, .coverage, .recruit, .whatIf,
        .delays, .reasons, .shares, .noShows,
        .outcome, .outcomes, .impact,
        .export, .audit, .auditVerify,
        .job, .jobs,
        .contactSet, .contacts, .link, .outbox, .outboxRetry,
        .prescribers, .prescriberSet, .metrics,
        .tokens, .tokenAdd, .tokenRevoke, .importBegin, .importRow, .importCommit, .reload, .clock,
    ]
}
