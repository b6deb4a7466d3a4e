package import GarageNetwork
import Geometry
package import Matching

/// A network and its past demand, with and without a change.
///
/// Deterministic: who is asked once more or not at all follows from a hash of the request's
/// position in the list, so the same question always has the same answer.
package struct WhatIf: Sendable {
    package private(set) var garages: [Garage]
    package private(set) var requests: [Simulation.Request]

    /// The id that a garage gets which does not exist yet.
    package static let newID = "new"

    /// A network as it is: garages that left, or are paused without an end, play no part; the
    /// others are there from the first day, closures apart.
    package init(garages: [Garage], requests: [Simulation.Request]) {
        self.garages = garages.filter(\.isInNetwork).map(\.asPresent)
        self.requests = requests
    }

    /// The same with a change.
    ///
    /// A prescriber's people come from the places around it (``PrescriberArea``), evenly over the
    /// working days of the period, with the reaches that are observed.
    package func applying(_ change: Change, places: [PlaceRow]) -> WhatIf {
        var changed = self
        switch change {
        case .leave(let id): changed.garages.removeAll { $0.id == id }
        case .band(let id, let band):
            for index in garages.indices where garages[index].id == id {
                changed.garages[index].target = band
                // A cap below the new band would keep the garage from it.
                changed.garages[index].monthlyCap = max(garages[index].monthlyCap, band.max)
            }
        case .garage(let position, let band):
            guard let id = GarageID(Self.newID) else { break }
            let number = (garages.map(\.number).max() ?? 0) + 1
            changed.garages.append(
                Garage(number: number, id: id, name: "", position: position, target: band))
        case .prescriber(let position, let yieldPerMonth):
            let area = PrescriberArea(around: position, inhabited: Inhabited(places))
            changed.add(area, yieldPerMonth: yieldPerMonth)
        case .demand(let percent): changed.scale(percent)
        }
        return changed
    }

    /// Repeats or leaves out each request, so that about `percent` remain of every hundred.
    private mutating func scale(_ percent: Int) {
        let (whole, rest) = (percent / 100, percent % 100)
        requests = requests.enumerated().flatMap { index, request in
            let copies = whole + (Hash.below(100, of: UInt64(index)) < rest ? 1 : 0)
            return [Simulation.Request](repeating: request, count: copies)
        }
    }

    private mutating func add(_ area: PrescriberArea, yieldPerMonth: Double) {
        guard let first = requests.first?.day, let last = requests.last?.day else { return }
        let mix = ReachMix(requests.lazy.map(\.radiusKm))
        let calendar = WorkingCalendar.french
        var added: [Simulation.Request] = []
        var month = first.month
        while month <= last.month {
            let days = month.days.filter {
                $0 >= first && $0 <= last && calendar.isWorking($0)
            }
            let working = month.days.count(where: calendar.isWorking)
            let count = Int((yieldPerMonth * Double(days.count) / Double(working)).rounded())
            for person in 0..<count {
                let seed = Hash.mix(UInt64(added.count))
                added.append(
                    Simulation.Request(
                        day: days[person * days.count / count],
                        position: area.position(at: Hash.unit(seed)),
                        radiusKm: mix.reachKm(at: Hash.unit(Hash.mix(seed)))))
            }
            month = month.next
        }
        // Those who asked that day come first, in their order.
        let merged = (requests + added).enumerated().sorted {
            ($0.element.day, $0.offset) < ($1.element.day, $1.offset)
        }
        requests = merged.map(\.element)
    }
}

extension Garage {
    /// The garage as it takes people now, without when it joined or was away.
    fileprivate var asPresent: Garage {
        Garage(
            number: number, id: id, name: name, position: position, town: town,
            postcode: postcode, takes: takes, target: target, monthlyCap: monthlyCap,
            closures: closures, revision: revision)
    }
}

/// Numbers that look drawn at random and are the same every time (the finaliser of SplitMix64).
enum Hash {
    static func mix(_ value: UInt64) -> UInt64 {
        var z = value &+ 0x9E37_79B9_7F4A_7C15
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// From 0 up to a limit that is far below 2⁶⁴.
    static func below(_ limit: Int, of value: UInt64) -> Int { Int(mix(value) % UInt64(limit)) }

    /// From 0 up to 1.
    static func unit(_ value: UInt64) -> Double { Double(value >> 11) * 0x1p-53 }
}

extension PrescriberArea {
    /// The place of the person at a quantile.
    func position(at quantile: Double) -> Coordinate {
        var left = quantile
        for spot in spots {
            left -= spot.share
            if left < 0 { return spot.position }
        }
        return spots[spots.count - 1].position
    }
}

extension ReachMix {
    /// The reach of the person at a quantile.
    func reachKm(at quantile: Double) -> Double {
        var left = quantile
        for part in parts {
            left -= part.share
            if left < 0 { return part.reachKm }
        }
        return parts.last?.reachKm ?? Reach.defaultKm
    }
}
