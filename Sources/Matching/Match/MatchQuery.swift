package import GarageNetwork
package import Geometry

/// One question: the garages for a person here, with this car.
package struct MatchQuery: Sendable {
    /// Where the person starts from.
    package var position: Coordinate
    /// How far they can go, and how.
    package var reach: Reach
    /// What is known of the car.
    package var vehicle: Vehicle
    /// What has to be done, when somebody knows.
    package var work: Work?
    /// What the order goes by.
    package var policy: MatchingPolicy
    /// At most this many matches.
    package var limit: Int
    /// What minutes are computed with.
    package var travel: TravelModel
    /// How much further a garage counts that has had its people of the week (``WeekSpread``).
    package var weekFullKm: Double
    /// Numbers of garages where this person was tried already; they are counted, not proposed.
    package var tried: Set<Int64> = []

    /// A question; what is not given is unknown, or the default.
    package init(
        position: Coordinate, reach: Reach, vehicle: Vehicle = Vehicle(), work: Work? = nil,
        policy: MatchingPolicy = .balanced, limit: Int = 5, travel: TravelModel = .standard,
        weekFullKm: Double = WeekSpread.standardKm
    ) {
        self.position = position
        self.reach = reach
        self.vehicle = vehicle
        self.work = work
        self.policy = policy
        self.limit = limit
        self.travel = travel
        self.weekFullKm = weekFullKm
    }
}

/// One garage that a person can be sent to.
package struct Match: Sendable {
    /// Where it stands in the order, and why there.
    package let ranked: RankedGarage
    /// The garages, as they were when the snapshot was made.
    private let directory: GarageDirectory
    /// How its month stands.
    package let monthEnd: MonthEnd
    /// By the travel model, for the mode of the reach.
    package let minutes: Int
    /// How many came through the door this month.
    package let received: Int

    init(
        _ ranked: RankedGarage, of directory: GarageDirectory, monthEnd: MonthEnd, minutes: Int,
        received: Int
    ) {
        self.ranked = ranked
        self.directory = directory
        self.monthEnd = monthEnd
        self.minutes = minutes
        self.received = received
    }

    /// Its place in the snapshot's garages.
    package var index: Int { ranked.index }
    /// The garage, as it was when the snapshot was made.
    package var garage: Garage { directory.garages[ranked.index] }
    /// The garage's name, without the rest of it.
    package var name: String {
        directory.garages.withName(at: ranked.index) {
            String(decoding: $0, as: UTF8.self)
        }
    }
    /// Great circle.
    package var km: Double { ranked.km }
    /// What the policy added to the distance, the surcharge of a full week included.
    package var priceKm: Double { ranked.priceKm }
    /// Whether it is no further beyond the nearest than the person's detour cap.
    package var isWithinDetour: Bool { ranked.isWithinDetour }
    /// Whether it counts as further because it has had its people of the week.
    package var isWeekFull: Bool { ranked.isWeekFull }
    /// What it goes after, whatever it costs.
    package var tier: MatchTier { ranked.tier }

    /// Since when the garage is mute, where it goes after others for it.
    var muteSince: Day? { tier == .mute ? garage.muteSince : nil }

    /// What the order goes by within a tier.
    package var costKm: Double { ranked.costKm }
}

extension Match: Equatable {
    package static func == (a: Match, b: Match) -> Bool {
        a.ranked == b.ranked && a.monthEnd == b.monthEnd && a.minutes == b.minutes
            && a.received == b.received && a.garage == b.garage
    }
}

/// The answer: garages best first, and how many of those in reach were left out, by reason.
package struct MatchResult: Equatable, Sendable {
    /// Best first, at most as many as were asked for.
    package internal(set) var matches: [Match] = []
    /// The nearest garage that takes this person; it may stand anywhere in the order, and beyond
    /// the limit too.
    package internal(set) var nearest: Match?
    /// Every garage of the network inside the reach, those left out included; not those that left.
    package internal(set) var reachable = 0
    /// Paused or shut today.
    package internal(set) var closed = 0
    /// At their monthly cap.
    package internal(set) var full = 0
    /// Those that do not take this car or this work, by what they do not take.
    package internal(set) var unsuitable: [Unsuitability: Int] = [:]
    /// Where this person was tried already (``MatchQuery/tried``), whatever else keeps them away.
    package internal(set) var tried = 0

    /// The answer where there is no garage at all.
    package init() {}

    /// All that do not take this car or this work.
    package var unsuitableTotal: Int { unsuitable.values.reduce(0, +) }

    /// The place of a garage among the matches, from 1; nil when it is not there.
    package func rank(of id: GarageID) -> Int? {
        matches.firstIndex { $0.garage.id == id }.map { $0 + 1 }
    }
}
