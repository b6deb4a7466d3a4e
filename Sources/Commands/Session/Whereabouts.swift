import GarageNetwork
import Geometry
import LineProtocol

/// Where a request is about, from `at`, or `place` and `postcode`.
extension Call {
    /// - Returns: nil when the request names no place at all.
    func whereabouts() throws(RequestError) -> Coordinate? {
        let point = try optional(Keys.at)
        let place = try optional(Keys.place)
        let postcode = try optional(Keys.postcode)
        if let point {
            guard place == nil, postcode == nil else {
                throw RequestError(.syntax, "give at=…, or place=… and postcode=…, not both")
            }
            return point
        }
        return try self.place()?.position
    }

    /// The place that `place` and `postcode` name; nil when the request has neither.
    func place() throws(RequestError) -> PlaceRow? {
        let gazetteer = environment.gazetteer.value
        let found: [PlaceRow]
        switch (try optional(Keys.place), try optional(Keys.postcode)) {
        case (nil, nil): return nil
        case (let place?, let postcode):
            let query = [place.text, postcode?.text].compactMap(\.self).joined(separator: " ")
            found = gazetteer.search(query, limit: 1)
        case (nil, let postcode?): found = gazetteer.postcode(postcode.text)
        }
        guard let first = found.first else {
            throw RequestError(
                .noSuch, "the gazetteer has no such place; PLACE query=… finds what it is called")
        }
        return first
    }

    /// Like ``whereabouts()``, for verbs that need one.
    func requiredWhereabouts() throws(RequestError) -> Coordinate {
        guard let point = try whereabouts() else {
            throw RequestError(
                .missingKey, "\(request.verb) needs at=latitude,longitude, place=… or postcode=…")
        }
        return point
    }

    /// What is said of the car.
    func vehicle() throws(RequestError) -> Vehicle {
        Vehicle(
            brand: try optional(Keys.brand), year: try optional(Keys.year)?.value,
            odometerKm: try optional(Keys.odometerKm)?.value,
            fiscalPower: try optional(Keys.fiscalPower)?.value,
            drives: try optional(Keys.drives).map { $0 == .yes })
    }

    /// On whose behalf a write is made: the caller's organisation, or the one an administrator
    /// names.
    func organisation() throws(RequestError) -> OrganisationID {
        let named = try optional(Keys.prescriber)
        guard let caller = session.caller, caller.role == .admin || caller.role == .manager else {
            guard named == nil else {
                throw RequestError(.denied, "prescriber: only an administrator acts for another")
            }
            return session.caller?.organisation ?? .network
        }
        guard let named else { return .network }
        guard let prescriber = environment.directory.prescriber(named) else {
            throw RequestError(.noSuch, "prescriber: no such prescriber in this network")
        }
        return prescriber.organisation
    }
}

extension RequestError {
    static let notReady = RequestError(
        .notReady, "the network is not loaded yet; ask again in a second")
    static let storeDown = RequestError(
        .storeDown, "the database is away and nothing was written; the same key may be sent again")

    /// The choice of a garage was overtaken each time it was made: nothing was written.
    static let tooFast = RequestError(
        .busy, "other daemons are faster; send this again", details: [Detail("retry-ms", "50")])

    /// What a caller is told of a failure of the ledger.
    init(_ error: LedgerError) {
        switch error {
        case .storeDown: self = .storeDown
        case .busy(let milliseconds):
            self = RequestError(
                .busy, "the database has too much to do; send it again later",
                details: [Detail("retry-ms", "\(milliseconds)")])
        case .internalFault(let reference):
            self = RequestError(
                .internal, "a defect of the daemon; tell its operator the number \(reference)")
        }
    }
}

/// Runs a call of the ledger and tells its failures as a caller reads them.
func ledger<Value: Sendable>(
    _ body: () async throws(LedgerError) -> Value
) async throws(RequestError) -> Value {
    do throws(LedgerError) {
        return try await body()
    } catch {
        throw RequestError(error)
    }
}
