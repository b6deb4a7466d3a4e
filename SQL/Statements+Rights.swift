extension SQL {
    package static let requestAdd = File("request_add", PackageResources.request_add_sql)
    package static let requestClose = File("request_close", PackageResources.request_close_sql)
    package static let requestFacts = File("request_facts", PackageResources.request_facts_sql)
    package static let requestList = File("request_list", PackageResources.request_list_sql)
    package static let retentionCount = File(
        "retention_count", PackageResources.retention_count_sql)
    package static let retentionDue = File("retention_due", PackageResources.retention_due_sql)
    package static let retentionEnd = File("retention_end", PackageResources.retention_end_sql)
    package static let retentionEnding = File(
        "retention_ending", PackageResources.retention_ending_sql)
    package static let retentionNotice = File(
        "retention_notice", PackageResources.retention_notice_sql)
    package static let retentionSweep = File(
        "retention_sweep", PackageResources.retention_sweep_sql)
    package static let retentionTell = File("retention_tell", PackageResources.retention_tell_sql)
    package static let rightsExport = File("rights_export", PackageResources.rights_export_sql)
    package static let rightsForget = File("rights_forget", PackageResources.rights_forget_sql)
    package static let rightsHalt = File("rights_halt", PackageResources.rights_halt_sql)
    package static let rightsHolding = File("rights_holding", PackageResources.rights_holding_sql)
    package static let rightsTombstone = File(
        "rights_tombstone", PackageResources.rights_tombstone_sql)
}
