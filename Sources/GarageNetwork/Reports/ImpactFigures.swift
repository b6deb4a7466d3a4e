/// Whose indicators are asked for: the people whose first referral was made in a period.
package struct ImpactQuestion: Equatable, Sendable {
    /// Days in Paris, both ends included.
    package var first: Day
    package var last: Day
    /// Only whose first referral this organisation made.
    package var organisation: OrganisationID?
    package var grouping: ImpactGrouping
    /// The day as of which an exit is due or overdue.
    package var today: Day

    package init(
        first: Day, last: Day, organisation: OrganisationID? = nil, grouping: ImpactGrouping,
        today: Day
    ) {
        self.first = first
        self.last = last
        self.organisation = organisation
        self.grouping = grouping
        self.today = today
    }
}

/// By what of their first referral people are told apart.
package enum ImpactGrouping: String, CaseIterable, Sendable {
    /// One group, whose name is empty.
    case none
    /// As `2026-11`.
    case month
    /// The département of the garage.
    case territory
    /// What kind of organisation the prescriber is; private kinds are `other`.
    case kind
}

/// A count of people, in the order in which the database tells them; ``referrals`` of referrals.
package enum ImpactCount: Int, CaseIterable, Sendable {
    case people, referrals
    case received, file, quoted, repaired, notRepaired
    case noEntry, exitDue, exitOverdue, otherVersion, incomparable
    /// Of whom the index rose measurably, did not change so, fell.
    case rise, same, fall
    case kept0, found0, training0, none0
    case kept3, found3, training3, none3
    case kept6, found6, training6, none6
}

/// What a median is taken of.
package struct ImpactSample: Hashable, Sendable {
    package enum Kind: String, CaseIterable, Sendable {
        case entry, exit, change, score
    }
    package var kind: Kind
    /// A dimension of the questionnaire; empty for the whole index, and for scores.
    package var dimension: String

    package init(_ kind: Kind, _ dimension: String = "") {
        self.kind = kind
        self.dimension = dimension
    }
}

/// The counts and values of one group of people.
package struct ImpactTally: Equatable, Sendable {
    package var group: String
    /// One for each ``ImpactCount``.
    package var counts: [Int]
    /// In no order.
    package var samples: [ImpactSample: [Double]]
    /// Numbers of the garages they were sent to.
    package var garages: Set<Int64>

    package init(
        group: String, counts: [Int] = Array(repeating: 0, count: ImpactCount.allCases.count),
        samples: [ImpactSample: [Double]] = [:], garages: Set<Int64> = []
    ) {
        self.group = group
        self.counts = counts
        self.samples = samples
        self.garages = garages
    }

    package subscript(_ count: ImpactCount) -> Int {
        get { counts.indices.contains(count.rawValue) ? counts[count.rawValue] : 0 }
        set { counts[count.rawValue] = newValue }
    }

    /// These people and others, as one group.
    package func joined(with other: ImpactTally, as name: String) -> ImpactTally {
        ImpactTally(
            group: name, counts: zip(counts, other.counts).map { $0 + $1 },
            samples: samples.merging(other.samples) { $0 + $1 },
            garages: garages.union(other.garages))
    }
}

/// What the indicators of a cohort are computed of.
package struct ImpactFigures: Equatable, Sendable {
    /// Groups that have somebody, in the order of their names; nobody is in two of them.
    package var groups: [ImpactTally]
    /// Garages that were in the network in the period, whoever was sent to them.
    package var garagesInNetwork: Int

    package init(groups: [ImpactTally], garagesInNetwork: Int) {
        self.groups = groups
        self.garagesInNetwork = garagesInNetwork
    }
}
