/// How long files are kept, on one day.
package struct RetentionTerm: Equatable, Sendable {
    package var today: Day
    /// Since the last contact, 1 to 36.
    package var months: Int
    /// How long the prescriber knows before anything is erased.
    package var noticeDays: Int

    package init(today: Day, months: Int, noticeDays: Int) {
        self.today = today
        self.months = months
        self.noticeDays = noticeDays
    }
}

/// A place in the list of files by their last contact.
package struct RetentionPosition: Equatable, Sendable {
    package var day: Day
    package var number: Int64

    package init(day: Day, number: Int64) {
        self.day = day
        self.number = number
    }

    /// Before every file.
    package static let start = RetentionPosition(day: Day(ordinal: -100_000), number: 0)
}

/// What a run of retention finds.
package struct RetentionCount: Equatable, Sendable {
    /// Whose prescriber would be told today.
    package var toNotice = 0
    /// Whose time is over, who were noticed long enough, and whom nothing keeps.
    package var due = 0
    /// Whose time is over within the notice, and what keeps them.
    package var keptByReferral = 0
    package var keptByRequest = 0
    package var frozen = 0

    package init() {}
}

/// A file that ends soon.
package struct EndingFile: Equatable, Sendable {
    package var number: Int64
    package var beneficiary: BeneficiaryID
    package var organisation: OrganisationID
    package var lastContactOn: Day
    /// As it is filed, where a list goes on; what was told later may have moved the other.
    package var filedOn: Day
    /// The earliest day on which it is erased, unless somebody is in contact before.
    package var endsOn: Day
    package var noticedOn: Day?
    /// Why it stays nevertheless: an open referral, an open request, a limitation.
    package var keptBy: String?

    package init(
        number: Int64, beneficiary: BeneficiaryID, organisation: OrganisationID,
        lastContactOn: Day, filedOn: Day, endsOn: Day, noticedOn: Day?, keptBy: String?
    ) {
        self.number = number
        self.beneficiary = beneficiary
        self.organisation = organisation
        self.lastContactOn = lastContactOn
        self.filedOn = filedOn
        self.endsOn = endsOn
        self.noticedOn = noticedOn
        self.keptBy = keptBy
    }
}

extension RetentionTerm {
    /// Whose last contact was on this day or earlier, their time is over: so many months before
    /// today, or the last day of a shorter month.
    package var idleSince: Day { today.before(months: months) }
    /// Who was told on this day or earlier was told long enough.
    package var noticedBy: Day { today + -noticeDays }
}

extension Day {
    /// The same day so many months earlier, or the last of a shorter month.
    package func before(months: Int) -> Day {
        var month = month
        for _ in 0..<max(0, months) { month = month.previous }
        return month.first + (min(dayOfMonth, month.dayCount) - 1)
    }
}
