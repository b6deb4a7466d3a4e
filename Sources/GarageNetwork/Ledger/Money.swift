/// What a repair costs and who pays for it.
package struct Money: Equatable, Sendable {
    /// The last version; nil before there is one.
    package var quote: Quote?
    /// One a funder, in the order in which they were first asked.
    package var fundings: [Funding]

    package static let none = Money(quote: nil, fundings: [])

    package init(quote: Quote?, fundings: [Funding]) {
        self.quote = quote
        self.fundings = fundings
    }

    /// What funders have granted or paid, in cents.
    package var grantedCents: Int64 { fundings.reduce(0) { $0 + $1.standingCents } }

    /// Whether a funder was asked and has not answered.
    package var isWaitedFor: Bool { fundings.contains { $0.state == .asked } }

    /// What nobody pays for yet: the amount less the person's own share and what was granted, in
    /// cents.
    ///
    /// Below 0 when more was granted than is needed; nil without a quote.
    package var gapCents: Int64? {
        quote.map { $0.figures.amountCents - ($0.figures.ownShareCents ?? 0) - grantedCents }
    }

    /// What a scope may see of it.
    ///
    /// A garage sees that money is waited for and what was granted in all, never who is asked nor
    /// for how much: that says which benefits a person has.
    package func seen(by scope: Scope) -> Money {
        guard case .garage = scope, let last = fundings.map(\.recordedAt).max() else { return self }
        let furthest = [Funding.State.asked, .granted, .paid].first { state in
            fundings.contains { $0.state == state }
        }
        let paid = fundings.compactMap { $0.state == .paid ? $0.standingCents : nil }
        let all = Funding(
            funder: nil, state: furthest ?? .refused, grantedCents: grantedCents,
            paidCents: paid.isEmpty ? nil : paid.reduce(0, +), recordedAt: last)
        return Money(quote: quote, fundings: [all])
    }
}

/// One version of a quote.
package struct Quote: Equatable, Sendable {
    /// 1 for the referral's first; nil for one of which only the amount was told.
    package var version: Int?
    package var on: Day
    package var figures: Figures
    package var recordedAt: Instant

    /// The numbers of a quote; amounts in cents.
    package struct Figures: Equatable, Sendable {
        package var amountCents: Int64
        package var labourCents: Int64?
        package var labourMinutes: Int?
        package var partsCents: Int64?
        /// What the garage's ordinary price would be more.
        package var discountCents: Int64?
        /// What the person pays.
        package var ownShareCents: Int64?
        /// The last day on which the garage stands by it.
        package var validUntil: Day?

        package init(
            amountCents: Int64, labourCents: Int64? = nil, labourMinutes: Int? = nil,
            partsCents: Int64? = nil, discountCents: Int64? = nil, ownShareCents: Int64? = nil,
            validUntil: Day? = nil
        ) {
            self.amountCents = amountCents
            self.labourCents = labourCents
            self.labourMinutes = labourMinutes
            self.partsCents = partsCents
            self.discountCents = discountCents
            self.ownShareCents = ownShareCents
            self.validUntil = validUntil
        }
    }

    package init(version: Int?, on: Day, figures: Figures, recordedAt: Instant) {
        self.version = version
        self.on = on
        self.figures = figures
        self.recordedAt = recordedAt
    }
}

/// What one funder was asked for, and has answered.
package struct Funding: Equatable, Sendable {
    /// Nil where it is hidden: see ``Money/seen(by:)``.
    package var funder: Funder?
    package var state: State
    package var askedCents: Int64?
    package var grantedCents: Int64?
    package var paidCents: Int64?
    package var until: Day?
    package var recordedAt: Instant

    /// How far it is.
    package enum State: String, CaseIterable, Sendable {
        case asked, granted, refused, paid
    }

    package init(
        funder: Funder?, state: State, askedCents: Int64? = nil, grantedCents: Int64? = nil,
        paidCents: Int64? = nil, until: Day? = nil, recordedAt: Instant
    ) {
        self.funder = funder
        self.state = state
        self.askedCents = askedCents
        self.grantedCents = grantedCents
        self.paidCents = paidCents
        self.until = until
        self.recordedAt = recordedAt
    }

    /// What can be counted on, in cents.
    package var standingCents: Int64 {
        switch state {
        case .asked, .granted: grantedCents ?? 0
        case .refused: 0
        case .paid: paidCents ?? grantedCents ?? 0
        }
    }

    /// Whether an answer was due before a day and has not come.
    package func isLapsed(on day: Day) -> Bool {
        state == .asked && until.map { $0 < day } ?? false
    }
}

/// Who pays a part: one of the usual ones, or another by an id of one's own.
package struct Funder: Hashable, Sendable, CustomStringConvertible {
    package let id: String
    package static let lengthMax = 32

    /// - Returns: nil unless the text is 1 to 32 of `a` to `z`, `0` to `9` and `-`.
    package init?(_ text: String) {
        let isPlain = text.utf8.allSatisfy { byte in
            (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x2D
        }
        guard (1...Self.lengthMax).contains(text.utf8.count), isPlain else { return nil }
        id = text
    }

    package var description: String { id }

    /// The usual funders, with what a French and an English reader sees.
    package static let usual: [(id: String, french: String, english: String)] = [
        ("caf", "CAF", "family benefits office (CAF)"),
        ("france-travail", "France Travail", "employment agency (France Travail)"),
        ("departement", "département", "department"),
        ("fastt", "FASTT", "temporary workers' fund (FASTT)"),
        ("association", "association", "association"),
        ("garage", "garage", "garage"),
        ("other", "autre", "other"),
    ]
}
