import Alerting
import GarageNetwork

extension Environment {
    /// How many files are handled in one transaction.
    private static var filesPerPage: Int { 500 }
    /// How long a prescriber knows before a file is erased, in days.
    private static var noticeDays: Int { 30 }
    /// How long closed requests prove that they were answered, in months.
    private static var registerMonths: Int { 36 }

    var retentionTerm: RetentionTerm {
        RetentionTerm(
            today: clock.now.paris.day, months: settings.retentionMonths,
            noticeDays: Self.noticeDays)
    }

    /// Tells prescribers whose files end soon, and erases those whose time is over.
    ///
    /// May be cut off anywhere and run again: what was erased is, and a file is erased only when
    /// its prescriber was told thirty days before and nobody was in contact since. A rehearsal
    /// writes nothing at all.
    func retentionJob(isRehearsal: Bool) async throws(LedgerError) -> JobReport {
        let (term, rights) = (retentionTerm, desks.rights)
        if isRehearsal {
            let found = try await rights.count(term)
            return Self.report(found, noticed: found.toNotice, told: 0, erased: found.due, ended: 0)
        }
        _ = try await rights.sweepHalted(at: writtenInstant)
        // First those whose time is over: nobody is told today of what is erased today.
        let erased = try await eraseDue(term)
        var noticed = 0
        var position: RetentionPosition? = .start
        while let from = position {
            let page = try await rights.notice(term, after: from, limit: Self.filesPerPage)
            noticed += page.noticed
            position = page.next
        }
        let told = try await rights.tellNotices(term, at: writtenInstant)
        let ended = try await rights.endRegister(
            before: term.today, keptMonths: Self.registerMonths)
        let left = try await rights.count(term)
        return Self.report(left, noticed: noticed, told: told, erased: erased, ended: ended)
    }

    private func eraseDue(_ term: RetentionTerm) async throws(LedgerError) -> Int {
        var erased = 0
        var last: Int64 = 0
        while true {
            let page = try await desks.rights.due(term, after: last, limit: Self.filesPerPage)
            guard let end = page.last else { return erased }
            erased += try await desks.rights.forget(
                page.map { departure(of: $0, on: term.today) }, term: term, at: writtenInstant)
            for person in page { directory.forget(person.id) }
            last = end.number
        }
    }

    private static func report(
        _ found: RetentionCount, noticed: Int, told: Int, erased: Int, ended: Int
    ) -> JobReport {
        JobReport(
            counts: [
                ("erased", erased), ("noticed", noticed), ("messages", told),
                ("kept_open_referral", found.keptByReferral),
                ("kept_open_request", found.keptByRequest), ("frozen", found.frozen),
                ("requests_ended", ended),
            ],
            sentence: .of([
                Counted(
                    erased, "dossiers effacés", "files erased",
                    one: ("dossier effacé", "file erased")),
                Counted(
                    noticed, "fins annoncées", "ends announced",
                    one: ("fin annoncée", "end announced")),
                Counted(
                    found.keptByReferral, "gardés pour une orientation ouverte",
                    "kept for an open referral"),
                Counted(
                    found.keptByRequest, "gardés pour une demande ouverte",
                    "kept for an open request"),
                Counted(found.frozen, "gardés par limitation", "kept by a limitation"),
                Counted(
                    ended, "demandes closes effacées du registre",
                    "closed requests taken from the register"),
            ]))
    }
}
