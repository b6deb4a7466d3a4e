extension SQL {
    /// Changes of the schema, first to last.
    ///
    /// A released file never changes again.
    package static let migrations: [File] = [
        File("V0001_network", PackageResources.V0001_network_sql),
        File("V0002_people", PackageResources.V0002_people_sql),
        File("V0003_ledger", PackageResources.V0003_ledger_sql),
        File("V0004_ledger_rules", PackageResources.V0004_ledger_rules_sql),
        File("V0005_ledger_functions", PackageResources.V0005_ledger_functions_sql),
        File("V0006_whereabouts", PackageResources.V0006_whereabouts_sql),
        File("V0007_alerting", PackageResources.V0007_alerting_sql),
        File("V0008_life", PackageResources.V0008_life_sql),
        File("V0009_relay", PackageResources.V0009_relay_sql),
        File("V0010_lessons", PackageResources.V0010_lessons_sql),
        File("V0011_jobs", PackageResources.V0011_jobs_sql),
        File("V0012_outbox", PackageResources.V0012_outbox_sql),
        File("V0013_quotes", PackageResources.V0013_quotes_sql),
        File("V0014_reporting", PackageResources.V0014_reporting_sql),
        File("V0015_accounts", PackageResources.V0015_accounts_sql),
        File("V0016_persons", PackageResources.V0016_persons_sql),
        File("V0017_audit_chain", PackageResources.V0017_audit_chain_sql),
        File("V0018_rights", PackageResources.V0018_rights_sql),
        File("V0019_assessments", PackageResources.V0019_assessments_sql),
        File("V0020_eligibility", PackageResources.V0020_eligibility_sql),
        File("V0021_impact", PackageResources.V0021_impact_sql),
        File("V0022_fast", PackageResources.V0022_fast_sql),
        File("V0023_plans", PackageResources.V0023_plans_sql),
    ]
}
