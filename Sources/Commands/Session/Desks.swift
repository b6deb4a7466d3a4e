package import GarageNetwork

/// The parts of the database that some verbs and the jobs work with, besides the ledger.
package struct Desks: Sendable {
    package var relay: any RelayLedger
    package var jobs: any JobLedger
    package var outbox: any OutboxLedger
    package var quotes: any QuoteLedger
    package var reports: any ReportArchive
    package var accounts: any AccountLedger
    package var watch: any WatchLedger
    package var audit: any AuditTrail
    package var persons: any PersonLedger
    package var rights: any RightsLedger
    package var mobility: any MobilityLedger
    package var eligibility: any EligibilityLedger
    package var impact: any ImpactLedger

    package init(
        relay: any RelayLedger, jobs: any JobLedger, outbox: any OutboxLedger,
        quotes: any QuoteLedger, reports: any ReportArchive, accounts: any AccountLedger,
        watch: any WatchLedger, audit: any AuditTrail, persons: any PersonLedger,
        rights: any RightsLedger, mobility: any MobilityLedger,
        eligibility: any EligibilityLedger, impact: any ImpactLedger
    ) {
        self.relay = relay
        self.jobs = jobs
        self.outbox = outbox
        self.quotes = quotes
        self.reports = reports
        self.accounts = accounts
        self.watch = watch
        self.audit = audit
        self.persons = persons
        self.rights = rights
        self.mobility = mobility
        self.eligibility = eligibility
        self.impact = impact
    }
}
