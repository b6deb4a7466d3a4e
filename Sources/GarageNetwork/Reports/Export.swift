/// Rows that somebody takes away, as the audit remembers it.
package struct ExportOrder: Equatable, Sendable {
    package var what: ExportKind
    /// Days in Paris, both ends included.
    package var first: Day
    package var last: Day
    /// Whose rows alone: a prescriber takes its own.
    package var organisation: OrganisationID?
    package var at: Instant?

    /// How long an export may be gone on with: a working day and the night after it.
    package static let lifeSeconds: Int64 = 86_400

    package init(
        what: ExportKind, first: Day, last: Day, organisation: OrganisationID? = nil,
        at: Instant? = nil
    ) {
        self.what = what
        self.first = first
        self.last = last
        self.organisation = organisation
        self.at = at
    }
}

/// What can be taken away.
package enum ExportKind: String, CaseIterable, Sendable {
    /// One row a referral that was made in the period.
    case referrals
    /// One row an event that happened in the period.
    case steps
    /// One row a fact about a quote that happened in the period.
    case quotes
    /// One row a garage and month that has a day in the period.
    case months

    /// The columns, in the order of the cells.
    package var columns: [ExportColumn] {
        switch self {
        case .referrals:
            [
                "referral", "prescriber", "prescriber_kind", "garage", "territory", "state",
                "quote", "outcome", "month", "created_on", "answer_by", "received_on",
                .number("rank"), .number("km"), .number("extra_km"), "override", "previous",
                .number("attempt"),
            ]
        case .steps:
            [
                "referral", "garage", .number("seq"), "event", "on", "recorded_at", "by",
                "channel", "state", "reason", .number("amount_cents"), .number("score"),
            ]
        case .quotes:
            [
                "referral", "garage", "territory", "event", "on", .number("amount_cents"),
                "reason",
            ]
        case .months:
            [
                "garage", "territory", "month", .number("committed"), .number("received"),
                .number("cap"), .number("min"), .number("max"),
            ]
        }
    }
}

/// A column of an export.
package struct ExportColumn: Equatable, Sendable, ExpressibleByStringLiteral {
    package let name: String
    package let isNumber: Bool

    package init(stringLiteral name: String) {
        self.name = name
        isNumber = false
    }

    private init(number name: String) {
        self.name = name
        isNumber = true
    }

    package static func number(_ name: String) -> ExportColumn { ExportColumn(number: name) }
}

/// A row of an export: what its columns hold, nil for nothing.
package struct ExportRow: Equatable, Sendable {
    package var position: ExportPosition
    package var cells: [String?]

    package init(position: ExportPosition, cells: [String?]) {
        self.position = position
        self.cells = cells
    }
}

/// Where a row stands in its export; it never changes.
package struct ExportPosition: Equatable, Sendable {
    package var major: Int64
    package var minor: Int64

    package init(major: Int64, minor: Int64) {
        self.major = major
        self.minor = minor
    }
}
