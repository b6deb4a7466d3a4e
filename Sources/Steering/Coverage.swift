package import GarageNetwork
import Geometry
import Matching

/// Whom the garages of a network reach, and whom none does.
package struct Coverage: Sendable {
    private let past: DemandPast
    private let places: [PlaceRow]
    private let gazetteer: Gazetteer
    private let garages: [Garage]
    private let grid: Grid
    private let isReached: [Bool]
    /// For each place of the territory, the nearest garage in kilometres and its position.
    private let nearest: [(index: Int, km: Double)?]

    /// Looks at every wish and at every place once; closures and pauses that end play no part.
    ///
    /// - Complexity: O(wishes + places), each a search of the index.
    package init(past: DemandPast, garages all: [Garage], gazetteer: Gazetteer) {
        let garages = all.filter(\.isInNetwork)
        let grid = Grid(garages.map(\.position))
        let places = Territory.places(gazetteer.places, around: garages)
        let radius = Distance.kilometres(Territory.radiusKm)
        self.past = past
        self.garages = garages
        self.gazetteer = gazetteer
        self.grid = grid
        self.places = places
        isReached = past.records.map {
            grid.count(within: .kilometres($0.reachKm), of: $0.origin) > 0
        }
        nearest = places.map { place in
            grid.nearest(to: place.position, within: radius, limit: 1).first
                .map { (index: Int($0.id), km: $0.distance.kilometres) }
        }
    }

    /// The people who asked, those whom a garage reaches, and the inhabitants of the territory.
    package var total: Total {
        Total(
            people: past.records.count, reached: isReached.count(where: \.self),
            inhabitants: places.reduce(0) { $0 + $1.population },
            inhabitantsReached: inhabitants(within: Reach.defaultKm))
    }

    /// People who asked, and whom no garage reaches.
    package struct People: Equatable, Sendable {
        package let people: FoldedCount
        package let unreached: FoldedCount

        /// Whether either is folded.
        package var isFolded: Bool { people.isFolded || unreached.isFolded }
        /// The share of them whom no garage reaches; nil where it would give a folded count away.
        package var unreachedShare: Double? {
            guard let people = people.shown, let unreached = unreached.shown, people > 0 else {
                return nil
            }
            return Double(unreached) / Double(people)
        }
    }

    /// The network as a whole.
    package struct Total: Equatable, Sendable {
        package let people: Int
        package let reached: Int
        package let inhabitants: Int
        /// Those with a garage within the default reach.
        package let inhabitantsReached: Int

        package init(people: Int, reached: Int, inhabitants: Int, inhabitantsReached: Int) {
            self.people = people
            self.reached = reached
            self.inhabitants = inhabitants
            self.inhabitantsReached = inhabitantsReached
        }
    }

    /// One class of reach.
    package struct ReachRow: Equatable, Sendable {
        /// The upper end of the class.
        package let reachKm: Double
        package let people: People
        /// The share of the inhabitants with a garage that near.
        package let inhabitantsReachedShare: Double?
    }

    /// The classes of reach, the shortest first.
    package var byReach: [ReachRow] {
        let classes = ReachMix.classesKm
        var tally = Tally<Int>()
        for (record, isReached) in zip(past.records, isReached) {
            tally.count(isReached, under: ReachMix.classIndex(of: record.reachKm))
        }
        let inhabitants = places.reduce(0) { $0 + $1.population }
        return zip(classes, tally.people(of: Array(classes.indices))).map { km, people in
            ReachRow(
                reachKm: km, people: people,
                inhabitantsReachedShare: inhabitants == 0
                    ? nil : Double(self.inhabitants(within: km)) / Double(inhabitants))
        }
    }

    /// One department.
    package struct DepartmentRow: Equatable, Sendable {
        /// `62`, `2A`; empty where the gazetteer does not know.
        package let department: String
        package let people: People
        package let inhabitants: Int
        /// Those without a garage within the default reach.
        package let inhabitantsUnreached: Int
    }

    /// The departments, those with the most inhabitants out of reach first.
    ///
    /// A wish belongs to the department of the place nearest to it.
    package var byDepartment: [DepartmentRow] {
        var tally = Tally<String>()
        for (record, isReached) in zip(past.records, isReached) {
            let radius = Distance.kilometres(Reach.ceilingKm)
            let place = gazetteer.nearest(to: record.origin, within: radius, limit: 1).first
            tally.count(isReached, under: place?.place.department ?? "")
        }
        var inhabitants: [String: (all: Int, unreached: Int)] = [:]
        for (place, nearest) in zip(places, nearest) {
            let isNear = nearest.map { $0.km <= Reach.defaultKm } ?? false
            inhabitants[place.department, default: (0, 0)].all += place.population
            if !isNear { inhabitants[place.department]?.unreached += place.population }
        }
        let names = Set(inhabitants.keys).union(tally.keys).sorted()
        return zip(names, tally.people(of: names)).map { name, people in
            DepartmentRow(
                department: name, people: people, inhabitants: inhabitants[name]?.all ?? 0,
                inhabitantsUnreached: inhabitants[name]?.unreached ?? 0)
        }
        .sorted {
            ($1.inhabitantsUnreached, $0.department) < ($0.inhabitantsUnreached, $1.department)
        }
    }

    /// A place that no garage reaches: a white zone.
    package struct WhiteZone: Equatable, Sendable {
        package let place: PlaceRow
        /// The nearest garage; nil where the network has none within ``Territory/radiusKm``.
        package let nearest: GarageID?
        package let nearestKm: Double?
        /// Wishes whose nearest place is this one and that no garage reaches.
        package let unreached: FoldedCount
    }

    /// The places without a garage within a reach, the most populous first.
    package func whiteZones(reachKm: Double = Reach.defaultKm) -> [WhiteZone] {
        var unreached: [String: Int] = [:]
        for (record, isReached) in zip(past.records, isReached) where !isReached {
            let radius = Distance.kilometres(Reach.ceilingKm)
            let place = gazetteer.nearest(to: record.origin, within: radius, limit: 1).first
            if let place { unreached[Self.key(place.place), default: 0] += 1 }
        }
        return zip(places, nearest).compactMap { place, nearest in
            if let nearest, nearest.km <= reachKm { return nil }
            return WhiteZone(
                place: place, nearest: nearest.map { garages[$0.index].id },
                nearestKm: nearest?.km,
                unreached: FoldedCount(unreached[Self.key(place)] ?? 0))
        }
    }

    /// Names repeat; a name in its department with its position does not.
    private static func key(_ place: PlaceRow) -> String {
        "\(place.department)/\(place.name)/\(place.position.latitude)"
    }

    private func inhabitants(within km: Double) -> Int {
        zip(places, nearest).reduce(0) { sum, pair in
            let isNear = pair.1.map { $0.km <= km } ?? false
            return isNear ? sum + pair.0.population : sum
        }
    }
}

/// People who asked and those whom no garage reaches, by a key.
private struct Tally<Key: Hashable> {
    private var counts: [Key: (people: Int, unreached: Int)] = [:]

    var keys: Dictionary<Key, (people: Int, unreached: Int)>.Keys { counts.keys }

    mutating func count(_ isReached: Bool, under key: Key) {
        counts[key, default: (0, 0)].people += 1
        if !isReached { counts[key]?.unreached += 1 }
    }

    /// The counts of keys, folded as two columns; nobody where there is no such key.
    ///
    /// Those who are reached are the difference of the two: a few of them fold the row as well.
    func people(of keys: [Key]) -> [Coverage.People] {
        let rows = keys.map { counts[$0] ?? (0, 0) }
        let people = FoldedCount.column(rows.map(\.people))
        let unreached = FoldedCount.column(
            rows.map(\.unreached),
            hiding: zip(rows, people).map { row, people in
                people.isFolded || FoldedCount.isSmall(row.people - row.unreached)
            })
        return zip(people, unreached).map { Coverage.People(people: $0, unreached: $1) }
    }
}
