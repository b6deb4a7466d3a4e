/// Which part of the past a report is about, and how its figures are grouped.
package struct ReportQuestion: Equatable, Sendable {
    /// Days in Paris, both ends included.
    package var first: Day
    package var last: Day
    /// The beginning of the garage's postal code.
    package var territory: String?
    package var garage: Int64?
    package var organisation: OrganisationID?
    package var grouping: ReportGrouping

    package init(
        first: Day, last: Day, territory: String? = nil, garage: Int64? = nil,
        organisation: OrganisationID? = nil, grouping: ReportGrouping = .network
    ) {
        self.first = first
        self.last = last
        self.territory = territory
        self.garage = garage
        self.organisation = organisation
        self.grouping = grouping
    }
}

/// What the figures of a report are counted by.
package enum ReportGrouping: String, CaseIterable, Sendable {
    /// One group, whose name is empty.
    case network
    /// The garage's id.
    case garage
    /// Its département: the first two digits of the postal code, three overseas.
    case territory
    /// The prescriber's id; `(network)` for what the network itself sent.
    case prescriber
}

/// The fewest cases that a rate or a quantile is told of.
///
/// One of three is a person, not a rate; and what a partner reads must not point at one.
package let casesMin = 5
