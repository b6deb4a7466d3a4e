package import Geometry

extension Gazetteer {
    /// How far a position is from the nearest place with a postal code and, where one of these
    /// places is called so, of that name.
    ///
    /// - Parameters:
    ///   - postcode: A postal code.
    ///   - town: The name that was given with it, if any; one that no place of the code has is
    ///     passed over, as quarters and merged villages are.
    ///   - position: Where to measure from.
    /// - Returns: nil when no place has the code.
    package func distanceToNearest(
        postcode: String, town: String?, from position: Coordinate
    ) -> Distance? {
        nearest(of: candidates(postcode: postcode, town: town).ids, to: position)?.distance
    }

    /// Whether a position, a postal code and a town disagree, and how.
    ///
    /// A position may be ``usualReachKm`` from the middle of a place, more where places are
    /// sparse and so communes wide: as far as the place's own third neighbour. Where the code
    /// is known and the town is not among its places, ``codeReachKm`` stands for the first, a post
    /// office serving more than one commune. A true position may lie beyond (a hamlet of Mafate, in
    /// La Réunion, is 19 km from its town hall): such a record is doubted too, because nothing here
    /// tells it from a wrong one, and a person can.
    ///
    /// A code that no place has is doubted, unless it is of the town's own department and the
    /// position is in the town: firms and offices have codes of their own (CEDEX).
    ///
    /// - Parameters:
    ///   - position: Where the record says that it is.
    ///   - postcode: Its postal code; empty when unknown.
    ///   - town: Its town in any spelling; empty when unknown.
    /// - Returns: nil when nothing is doubtful, or there is nothing to compare with.
    package func doubt(position: Coordinate, postcode: String, town: String) -> PlaceDoubt? {
        let townIDs = ids(named: town)
        let inTown = townIDs.first { isWithin(allowance(of: $0), of: $0, position) }
        guard !postcode.isEmpty else {
            return inTown == nil ? far(townIDs, from: position) : nil
        }
        let (ids, townMatches) = candidates(postcode: postcode, town: town)
        guard let (nearest, distance) = nearest(of: ids, to: position) else {
            if let inTown, department(ofCode: postcode, has: inTown) { return nil }
            return .unknownPostcode(postcode, near: label(ofNearestTo: position))
        }
        let usual = townMatches ? Self.usualReachKm : Self.codeReachKm
        let allowed = max(allowance(of: nearest), .kilometres(usual))
        if distance <= allowed { return nil }
        if let inTown {
            return .postcodeOfElsewhere(postcode, town: label(of: inTown), distance: distance)
        }
        return .farFromPlace(label(of: nearest), distance: distance, allowed: allowed)
    }

    /// How far from the middle of a commune its people and its garages usually are, at most.
    package static var usualReachKm: Double { 8 }
    /// How far from the nearest known place of its code a record may be whose town is not known.
    package static var codeReachKm: Double { 15 }
    /// As far as places are looked for around one of them to learn how sparse they are.
    private static var sparseReach: Distance { .kilometres(100) }

    private func candidates(postcode: String, town: String?) -> (ids: [Int], townMatches: Bool) {
        let all = ids(postcode: postcode)
        let name = (town ?? "").folded
        let named = all.filter { places[$0].name.folded == name }
        return named.isEmpty ? (all, false) : (named, true)
    }

    private func nearest(of ids: [Int], to position: Coordinate) -> (id: Int, distance: Distance)? {
        ids.map { ($0, position.distance(to: places[$0].position)) }.min { $0.1 < $1.1 }
    }

    private func far(_ ids: [Int], from position: Coordinate) -> PlaceDoubt? {
        nearest(of: ids, to: position).map { id, distance in
            .farFromPlace(label(of: id), distance: distance, allowed: allowance(of: id))
        }
    }

    private func allowance(of id: Int) -> Distance {
        let around = grid.nearest(to: places[id].position, within: Self.sparseReach, limit: 4)
        let third = around.count == 4 ? around[3].distance : .kilometres(0)
        return max(.kilometres(Self.usualReachKm), third)
    }

    private func isWithin(_ reach: Distance, of id: Int, _ position: Coordinate) -> Bool {
        position.distance(to: places[id].position) <= reach
    }

    private func department(ofCode code: String, has id: Int) -> Bool {
        let own = places[id].department
        return code.hasPrefix(own) || (code.hasPrefix("20") && (own == "2A" || own == "2B"))
    }

    private func label(of id: Int) -> String {
        let place = places[id]
        return place.department.isEmpty ? place.name : "\(place.name) (\(place.department))"
    }

    private func label(ofNearestTo position: Coordinate) -> String? {
        grid.nearest(to: position, within: .kilometres(Self.codeReachKm), limit: 1).first
            .map { label(of: Int($0.id)) }
    }
}
