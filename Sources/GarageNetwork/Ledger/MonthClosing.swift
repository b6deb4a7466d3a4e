/// Between how many and how many people one month should have brought to a garage.
package struct MonthPlan: Equatable, Sendable {
    /// The garage's number.
    package var garage: Int64
    package var min: Int
    package var max: Int
    /// Whether it was open enough to be judged.
    package var isJudged: Bool

    package init(garage: Int64, min: Int, max: Int, isJudged: Bool) {
        self.garage = garage
        self.min = min
        self.max = max
        self.isJudged = isJudged
    }
}

/// What one month was to the network.
package struct MonthFigures: Equatable, Sendable {
    package var month: Month
    /// In the order of their ids.
    package var garages: [GarageFigure]
    /// In the order of their numbers.
    package var senders: [SenderFigure]

    package init(month: Month, garages: [GarageFigure], senders: [SenderFigure]) {
        self.month = month
        self.garages = garages
        self.senders = senders
    }

    /// What a month was to one garage.
    package struct GarageFigure: Equatable, Sendable {
        package var plan: MonthPlan
        package var id: String
        package var name: String
        package var town: String
        package var postcode: String
        package var committed: Int
        package var received: Int
        package var verdict: MonthVerdict

        package init(
            plan: MonthPlan, id: String, name: String, town: String, postcode: String,
            committed: Int, received: Int, verdict: MonthVerdict
        ) {
            self.plan = plan
            self.id = id
            self.name = name
            self.town = town
            self.postcode = postcode
            self.committed = committed
            self.received = received
            self.verdict = verdict
        }
    }

    /// How many people an organisation sent who kept their place, and how many of them came.
    package struct SenderFigure: Equatable, Sendable {
        package var organisation: OrganisationID
        /// Empty for the network itself.
        package var id: String
        package var name: String
        package var kind: String
        package var committed: Int
        package var received: Int

        package init(
            organisation: OrganisationID, id: String, name: String, kind: String, committed: Int,
            received: Int
        ) {
            self.organisation = organisation
            self.id = id
            self.name = name
            self.kind = kind
            self.committed = committed
            self.received = received
        }
    }
}

/// Where the people who came in a month stand against its band.
package enum MonthVerdict: String, CaseIterable, Sendable {
    case below
    case inBand = "in-band"
    case above
    /// Closed for so much of the month that it cannot be judged.
    case closed
}

/// A month that was frozen.
package struct MonthClosing: Equatable, Sendable {
    /// How many garages it was frozen for, and how many of them ended where.
    package var garages: Int
    package var verdicts: [MonthVerdict: Int]
    /// What the partners get.
    package var file: String
    /// Whether it had been frozen before.
    package var wasClosed: Bool

    package init(garages: Int, verdicts: [MonthVerdict: Int], file: String, wasClosed: Bool) {
        self.garages = garages
        self.verdicts = verdicts
        self.file = file
        self.wasClosed = wasClosed
    }
}
