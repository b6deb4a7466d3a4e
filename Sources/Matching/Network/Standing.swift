import GarageNetwork

/// All that a search asks of most garages in its reach, in eight bytes.
///
/// A garage's ``MonthEnd`` is two hundred bytes and its ``Garage`` has to be made: reading either
/// of every garage in reach was most of what a search in a large network cost. Prices are kept as
/// floors, half a kilometre apart, by which most garages are seen not to be among the best; the
/// few others are priced exactly.
struct Standing: Sendable {
    /// Flags, and a byte for each price.
    let bits: UInt32
    /// Which cars it takes for which work (``WorkColumn``).
    let workCode: UInt8

    private static let left: UInt32 = 1
    private static let closed: UInt32 = 2
    private static let full: UInt32 = 4
    private static let mute: UInt32 = 16
    private static let weekFull: UInt32 = 32

    /// The standing of the garage at a position whose month stands like this.
    init(_ month: MonthFigures, of index: Int, in directory: GarageDirectory) {
        var bits = month.floors
        if directory.hasLeft[index] { bits |= Self.left }
        if !month.isOpen { bits |= Self.closed }
        if month.committed >= directory.monthlyCaps[index] { bits |= Self.full }
        if directory.isMute[index] { bits |= Self.mute }
        if month.thisWeek >= directory.weeklySoftCaps[index] { bits |= Self.weekFull }
        self.bits = bits
        workCode = directory.works.code(of: index)
    }

    /// Whether nothing of the garage keeps anybody away.
    var takesAnybody: Bool {
        bits & (Self.left | Self.closed | Self.full) == 0 && !isRestricted
    }
    var hasLeft: Bool { bits & Self.left != 0 }
    /// Paused or shut today.
    var isClosed: Bool { bits & Self.closed != 0 }
    /// At its monthly cap.
    var isFull: Bool { bits & Self.full != 0 }
    /// Whether some car or work may not be taken.
    var isRestricted: Bool { workCode != 0 }
    var isMute: Bool { bits & Self.mute != 0 }
    /// Whether it has had its people of the week.
    var isWeekFull: Bool { bits & Self.weekFull != 0 }

    /// What a price is not below.
    func floorKm(of price: MatchingPrice) -> Double {
        switch price {
        case .people: MonthFigures.floorKm(bits >> 24)
        case .garages: MonthFigures.floorKm(bits >> 16 & 255)
        case .ownMonth: MonthFigures.floorKm(bits >> 8 & 255)
        // A count is never negative; the only policy that weighs it is for comparison.
        case .nothing, .count: 0
        }
    }
}

/// What a ``Standing`` takes of a month.
struct MonthFigures: Sendable {
    let committed: Int
    let thisWeek: Int
    let isOpen: Bool
    /// A byte for each price, above the lowest.
    fileprivate let floors: UInt32

    init(_ month: MonthEnd) {
        committed = month.committed
        thisWeek = month.thisWeek
        isOpen = month.isOpen
        floors =
            Self.code(month.peopleKm) << 24 | Self.code(month.garagesKm) << 16
            | Self.code(month.price.km) << 8
    }

    private static let stepsPerKm = 2.0
    private static let leastKm = -64.0

    /// Steps above the least; 0 also for what is below it.
    private static func code(_ km: Double) -> UInt32 {
        UInt32(max(0, min(255, ((km - leastKm) * stepsPerKm).rounded(.down))))
    }

    fileprivate static func floorKm(_ code: UInt32) -> Double {
        code == 0 ? -.infinity : leastKm + Double(code) / stepsPerKm
    }
}
