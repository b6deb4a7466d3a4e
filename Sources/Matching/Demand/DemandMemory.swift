import GarageNetwork
import Geometry

/// The requests of the last months, each with the garages that it could have gone to: what the
/// balanced price expects of the coming weeks.
///
/// No person is in here: days, coarse places and reaches. A function of the requests alone,
/// whatever order they came in.
struct DemandMemory: Sendable {
    /// In the order of ``Simulation/Request/precedes(_:)``.
    private(set) var requests: [Simulation.Request] = []
    /// Where each request's candidates begin, and the end of the last.
    private(set) var starts: [Int] = [0]
    /// Positions in the directory, nearest first.
    private(set) var garages: [Int32] = []
    private(set) var km: [Float] = []

    /// How fast requests are forgotten: they fade by e in so many months of working time.
    static let fadingMonths = 4.0
    /// Older requests weigh about a third and are dropped: five months and a bit.
    static let spanDays = 160
    /// A garage beyond this many nearer ones has no part in what a request does.
    static let candidatesMax = 40
    /// Twice the detour cap: room for the nearest garages to be shut.
    static let rimKm: Float = 30

    /// Takes the place of all requests from a day on.
    mutating func replace(
        from day: Day, with newer: [Simulation.Request], in directory: GarageDirectory
    ) {
        let kept = requests.firstIndex { $0.day >= day } ?? requests.count
        cut(to: kept)
        for request in newer.filter({ $0.day >= day }).sorted(by: { $0.precedes($1) }) {
            append(request, in: directory)
        }
    }

    /// Forgets what is before a day.
    mutating func forget(before day: Day) {
        let first = requests.firstIndex { $0.day >= day } ?? requests.count
        guard first > 0 else { return }
        let offset = starts[first]
        requests.removeFirst(first)
        garages.removeFirst(offset)
        km.removeFirst(offset)
        starts = starts[first...].map { $0 - offset }
    }

    /// Finds every request's candidates anew, after garages came, left or moved.
    mutating func settle(in directory: GarageDirectory) {
        let all = requests
        cut(to: 0)
        for request in all { append(request, in: directory) }
    }

    /// The candidates of one request, nearest first.
    func candidates(of request: Int) -> some Sequence<(index: Int32, km: Float)> {
        (starts[request]..<starts[request + 1]).lazy.map { (garages[$0], km[$0]) }
    }

    private mutating func cut(to count: Int) {
        requests.removeLast(requests.count - count)
        garages.removeLast(garages.count - starts[count])
        km.removeLast(km.count - starts[count])
        starts.removeLast(starts.count - count - 1)
    }

    private mutating func append(_ request: Simulation.Request, in directory: GarageDirectory) {
        let found = directory.neighbours(of: request.position, withinKm: request.radiusKm)
        requests.append(request)
        garages.append(contentsOf: found.map(\.index))
        km.append(contentsOf: found.map(\.km))
        starts.append(garages.count)
    }
}

extension Simulation.Request {
    /// The same request, from a place made coarse as the database keeps it.
    var coarse: Simulation.Request {
        Simulation.Request(day: day, position: position.coarse, radiusKm: radiusKm)
    }

    /// An order that does not depend on when within its day a request was made.
    func precedes(_ other: Simulation.Request) -> Bool {
        if day != other.day { return day < other.day }
        let (own, its) = (position, other.position)
        if own.latitude != its.latitude { return own.latitude < its.latitude }
        if own.longitude != its.longitude { return own.longitude < its.longitude }
        return radiusKm < other.radiusKm
    }
}

extension GarageDirectory {
    /// The garages that may have a part in what a request does, nearest first: at most
    /// ``DemandMemory/candidatesMax``, none further than ``DemandMemory/rimKm`` beyond the nearest.
    func neighbours(
        of position: Coordinate, withinKm radiusKm: Double
    ) -> [(index: Int32, km: Float)] {
        var found: [(index: Int32, km: Float)] = []
        grid.forEach(within: .kilometres(radiusKm), of: position) { id, metres in
            if !hasLeft[Int(id)] { found.append((Int32(id), Float(metres / 1000))) }
        }
        found.sort { $0.km != $1.km ? $0.km < $1.km : $0.index < $1.index }
        let rimKm = (found.first?.km ?? 0) + DemandMemory.rimKm
        return Array(found.prefix(DemandMemory.candidatesMax).prefix { $0.km <= rimKm })
    }
}
