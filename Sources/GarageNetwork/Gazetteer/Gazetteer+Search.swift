extension Gazetteer {
    /// The places that a person may mean, best first.
    ///
    /// Digits are the start of a postal code, from two of them on; `2A` and `2B` are Corsica's
    /// departments. Anything else is the start of a name: first the places called exactly so, then
    /// those that start so, each time the most populous first, a leading article aside; if they
    /// are fewer than `limit`, then those with a later word that starts so. A code before or after
    /// a name narrows: `Lens (62)`, `62300 Lens`. A code that no such place has, as the ones of
    /// firms and offices, narrows to its department.
    ///
    /// - Parameters:
    ///   - query: What was typed, in any case, with or without accents.
    ///   - limit: How many to return at most; ``limitMax`` when it is more, none below 1.
    /// - Returns: Up to `limit` places, each once.
    /// - Complexity: O(log *n*) and the number of places that match.
    package func search(_ query: String, limit: Int) -> [PlaceRow] {
        let limit = min(limit, Self.limitMax)
        let query = PlaceQuery(query)
        guard limit > 0, !query.whole.isEmpty else { return [] }
        guard !query.name.isEmpty else {
            return query.code.map { search(code: $0, limit: limit) } ?? []
        }
        guard let code = query.code else { return search(name: query.name, limit: limit) }
        // `Paris 10`: a number may belong to the name.
        if !names.whole(startingWith: Array(query.whole.utf8)).isEmpty {
            return search(name: query.whole, limit: limit)
        }
        let department = code.prefix(code.hasPrefix("97") ? 3 : 2).uppercased()
        let narrowed = search(name: query.name, limit: limit) { has($0, code: code) }
        return narrowed.isEmpty
            ? search(name: query.name, limit: limit) { isIn($0, department: department) }
            : narrowed
    }

    private func search(code: String, limit: Int) -> [PlaceRow] {
        if code == "2a" || code == "2b" {
            let code = code.uppercased()
            return places.indices.lazy.filter { places[$0].department == code }.prefix(limit)
                .map { places[$0] }
        }
        var best = ShortRanking(limit: limit)
        for place in postcodes.places(startingWith: code) { best.take(place) }
        return best.keys.map { places[$0] }
    }

    private func search(
        name: String, limit: Int, where accept: (Int) -> Bool = { _ in true }
    ) -> [PlaceRow] {
        let prefix = Array(name.utf8)
        // A tier below comes behind every place of the tier above.
        var best = ShortRanking(limit: limit)
        var found: Set<Int> = []
        for entry in names.whole(startingWith: prefix) where accept(entry.place) {
            let isExact = !entry.followsArticle && names.ends(entry, after: prefix.count)
            best.take(isExact ? entry.place : entry.place + count)
        }
        if !best.isFull {
            found.formUnion(best.keys.map { $0 % count })
            for entry in names.later(startingWith: prefix)
            where accept(entry.place) && !found.contains(entry.place) {
                best.take(entry.place + 2 * count)
            }
        }
        var returned: Set<Int> = []
        return best.keys.map { $0 % count }.filter { returned.insert($0).inserted }
            .map { places[$0] }
    }

    private func has(_ place: Int, code: String) -> Bool {
        let row = places[place]
        return row.department.lowercased() == code
            || row.postcodes.contains { $0.hasPrefix(code) }
    }

    private func isIn(_ place: Int, department: String) -> Bool {
        let own = places[place].department
        // Corsica's codes start with 20, its departments do not.
        return own == department || (department == "20" && (own == "2A" || own == "2B"))
    }
}
