extension Declaration {
    /// Every statement of the daemon, checked against the database whenever it connects.
    static let all: [Declaration] = [
        ReferralBatch.statement.declaration, EnrolmentBatch.statement.declaration,
        StepTransaction.move.declaration, StepTransaction.counts.declaration,
        StepTransaction.days.declaration, ReferralReads.byCode.declaration,
        ReferralReads.latest.declaration, ReferralReads.events.declaration,
        BeneficiaryReads.byID.declaration, NetworkReads.garages.declaration,
        NetworkReads.counts.declaration, NetworkReads.countsOfMonth.declaration,
        NetworkReads.days.declaration, NetworkReads.digest.declaration,
        GarageWrites.put.declaration, GarageWrites.dropClosures.declaration,
        GarageWrites.addClosures.declaration, GarageWrites.revisions.declaration,
        PrescriberRows.put.declaration, PrescriberRows.load.declaration,
        PlaceRows.clear.declaration, PlaceRows.add.declaration, PlaceRows.load.declaration,
        TokenRows.add.declaration, TokenRows.byKey.declaration, TokenRows.revoke.declaration,
        ArchiveReads.demand.declaration, ArchiveReads.days.declaration,
        ArchiveReads.answers.declaration, ArchiveReads.unplaced.declaration,
        ChangeReads.since.declaration, ChangeReads.counts.declaration,
        ChangeReads.days.declaration, ChangeReads.state.declaration,
        ChangeReads.prune.declaration, ChangeReads.settle.declaration,
        GarageWrites.clock.declaration,
        RehearsalMark.begin.declaration, RehearsalMark.isThere.declaration,
        AlertRows.open.declaration, AlertRows.raise.declaration, AlertRows.clear.declaration,
        CalibrationRows.ofMonth.declaration, CalibrationRows.keep.declaration,
        PostgresAccounts.list.declaration, PostgresAccounts.use.declaration,
        PostgresAccounts.standings.declaration, PostgresAccounts.authorise.declaration,
        JobRows.latest.declaration, JobRows.since.declaration, JobRows.findings.declaration,
    ]
}
