import GarageNetwork
import Geometry
import LineProtocol
import Matching

/// Reads and checks one row of an import.
extension Call {
    /// - Returns: what to say of the row on its final line: a doubt, or nothing.
    func stage() throws(RequestError) -> Reply.Row {
        let (kind, trusts) = try staging.current()
        try mayImport(kind)
        let line = try optional(ImportKeys.line)
        switch kind {
        case .garages: return try stageGarage(trusts)
        case .prescribers: return try stagePrescriber(trusts)
        case .beneficiaries: return try stageBeneficiary()
        case .places: return try stagePlace()
        case .closures: return try stageClosure()
        case .steps: return try stageStep(line: line?.value)
        }
    }

    /// Rows of the network are an administrator's; steps are whoever's referrals they are of.
    func mayImport(_ kind: ImportKind) throws(RequestError) {
        guard let role = session.caller?.role, kind.roles.contains(role) else {
            let who = Role.allCases.filter(kind.roles.contains).map(\.rawValue)
            throw RequestError(
                .denied, "IMPORT kind=\(kind.rawValue) is for \(who.joined(separator: ", "))")
        }
    }

    private func stageGarage(_ trusts: Bool) throws(RequestError) -> Reply.Row {
        let id = try required(Keys.garage)
        let (position, doubt) = try placed(trusts)
        let known = view.garage(id: id)
        var garage = Garage(
            number: 0, id: id, name: try required(GarageKeys.name).text, position: position,
            target: settings.targetBand, monthlyCap: settings.monthlyCap,
            status: known?.status ?? .active, closures: known?.closures ?? [])
        try apply(to: &garage)
        let (from, to) = (try optional(ImportKeys.closedFrom), try optional(ImportKeys.closedTo))
        if let first = from ?? to, let last = to ?? from {
            garage.closures = [try period(first, last)]
        }
        let new = garage
        try staging.take(id: id.text) { $0.garages.append(new) }
        return doubt
    }

    private func stagePrescriber(_ trusts: Bool) throws(RequestError) -> Reply.Row {
        let id = try required(Keys.prescriber)
        let (position, doubt) = try placed(trusts)
        let prescriber = Prescriber(
            organisation: .network, id: id, name: try required(GarageKeys.name).text,
            kind: try optional(ImportKeys.kindOfOne)?.text ?? "", position: position,
            town: try optional(GarageKeys.town)?.text ?? "",
            postcode: try optional(Keys.postcode)?.text ?? "")
        try staging.take(id: id.text) { $0.prescribers.append(prescriber) }
        return doubt
    }

    private func stageBeneficiary() throws(RequestError) -> Reply.Row {
        let order = try enrolment(at: try point())
        try staging.take(id: order.key) { $0.people.append(order) }
        return []
    }

    private func stagePlace() throws(RequestError) -> Reply.Row {
        guard let position = try point() else {
            throw RequestError(.missingKey, "a place needs lat=… and lon=…")
        }
        let place = PlaceRow(
            name: try required(GarageKeys.name).text,
            postcodes: try optional(ImportKeys.postcodes)?.postcodes ?? [],
            department: try optional(ImportKeys.department)?.text ?? "", position: position,
            population: try optional(ImportKeys.population)?.value ?? 0)
        try staging.take(id: nil) { $0.places.append(place) }
        return []
    }

    private func stageClosure() throws(RequestError) -> Reply.Row {
        let id = try required(Keys.garage)
        guard view.garage(id: id) != nil else {
            throw RequestError(.noSuch, "garage: no such garage; import the garages first")
        }
        let period = try period(try required(ImportKeys.from), try required(ImportKeys.to))
        try staging.take(id: nil) { $0.closures[id, default: []].append(period) }
        return []
    }

    private func period(_ first: Day, _ last: Day) throws(RequestError) -> ClosedPeriod {
        guard let period = ClosedPeriod(first: first, last: last) else {
            throw RequestError(.range, "the first closed day comes first")
        }
        return period
    }

    /// `lat` and `lon`, or `at`; nil when the row has neither.
    private func point() throws(RequestError) -> Coordinate? {
        let latitude = try optional(ImportKeys.latitude)
        let longitude = try optional(ImportKeys.longitude)
        switch (latitude, longitude) {
        case (nil, nil): return try optional(Keys.at)
        case (let latitude?, let longitude?):
            guard
                let point = try? Coordinate(
                    latitude: latitude.value, longitude: longitude.value)
            else { throw RequestError(.range, "lat is in -90…90 and lon in -180…180") }
            return point
        default: throw RequestError(.missingKey, "lat and lon go together")
        }
    }

    /// Where a row is, and what the gazetteer thinks of it.
    ///
    /// A row without a position is placed at its town; one whose position contradicts its town is
    /// refused unless positions are trusted.
    private func placed(_ trusts: Bool) throws(RequestError) -> (Coordinate, Reply.Row) {
        let gazetteer = environment.gazetteer.value
        let town = try optional(GarageKeys.town)?.text
        let postcode = try optional(Keys.postcode)?.text
        let department = try optional(ImportKeys.department)?.text
        _ = (try optional(ImportKeys.address), try optional(ImportKeys.insee))
        guard let point = try point() else {
            let query = [town, postcode ?? department.map { "(\($0))" }].compactMap(\.self)
            guard let place = gazetteer.search(query.joined(separator: " "), limit: 1).first else {
                throw RequestError(
                    .noSuch, "it has no position and its town is not in the gazetteer")
            }
            return (place.position, [Field("doubt", .text("no position: placed at its town"))])
        }
        guard let postcode, gazetteer.count > 0 else { return (point, []) }
        guard
            let doubt = gazetteer.doubt(position: point, postcode: postcode, town: town ?? "")
        else { return (point, []) }
        guard trusts else {
            throw RequestError(
                .range, "lat, lon: \(doubt.sentence) IMPORT trust=yes takes it as it is")
        }
        return (point, [Field("doubt", .text(doubt.sentence))])
    }
}

/// Writes what was staged.
extension Environment {
    func write(_ rows: ImportRows) async throws(RequestError) -> PutSummary {
        if !rows.places.isEmpty {
            try await Commands.ledger { () async throws(LedgerError) in
                try await self.registry.replace(places: rows.places)
            }
            gazetteer.replace(with: Gazetteer(rows.places))
            return PutSummary(added: rows.places.count, changed: 0, unchanged: 0)
        }
        if !rows.prescribers.isEmpty { return try await put(rows.prescribers) }
        if !rows.people.isEmpty { return try await enrol(rows.people) }
        let garages = rows.garages + closed(rows.closures)
        return try await Commands.ledger { () async throws(LedgerError) in
            try await self.registry.put(garages)
        }
    }

    private func put(_ prescribers: [Prescriber]) async throws(RequestError) -> PutSummary {
        let done = try await Commands.ledger { () async throws(LedgerError) in
            try await self.registry.put(prescribers)
        }
        let all = try await Commands.ledger { () async throws(LedgerError) in
            try await self.registry.prescribers()
        }
        directory.replace(prescribers: all)
        return done
    }

    private func enrol(_ orders: [EnrolmentOrder]) async throws(RequestError) -> PutSummary {
        let outcomes = try await Commands.ledger { () async throws(LedgerError) in
            try await self.ledger.enrol(all: orders)
        }
        var done = PutSummary(added: 0, changed: 0, unchanged: 0)
        for outcome in outcomes {
            switch outcome {
            case .enrolled(_, let replayed):
                if replayed { done.unchanged += 1 } else { done.added += 1 }
            case .keyReused:
                throw RequestError(
                    .keyReused, "a key of the file was used for another person; nothing was written"
                )
            }
        }
        return done
    }

    /// The garages of a list of closures, with those closures instead of their own.
    private func closed(_ closures: [GarageID: [ClosedPeriod]]) -> [Garage] {
        let snapshot = network.snapshot
        return closures.keys.sorted().compactMap { id in
            guard var garage = snapshot.garage(id: id) else { return nil }
            garage.closures = closures[id] ?? []
            return garage
        }
    }

    /// What writing would do, as far as can be told without writing.
    func preview(_ rows: ImportRows, _ kind: ImportKind) async throws(RequestError) -> PutSummary {
        let snapshot = network.snapshot
        let known: Int
        switch kind {
        case .garages: known = rows.garages.count { snapshot.index(of: $0.id) != nil }
        case .prescribers:
            known = rows.prescribers.count { directory.prescriber($0.id) != nil }
        case .closures: known = rows.closures.count
        case .beneficiaries, .places, .steps: known = 0
        }
        return PutSummary(added: rows.count - known, changed: known, unchanged: 0)
    }
}
