import GarageNetwork
import Geometry
import LineProtocol

extension Command {
    static let place = Command(
        "PLACE", "Finds towns and villages by name or postal code, the largest first.",
        access: .roles([.prescriber, .manager, .garage]),
        requires: [PlaceKeys.query], takes: [PlaceKeys.limit],
        errors: [.noSuch], example: "PLACE query=lens"
    ) { call throws(RequestError) in
        let query = try call.required(PlaceKeys.query)
        let limit = try call.optional(PlaceKeys.limit)?.value ?? 10
        let places = call.environment.gazetteer.value.search(query.text, limit: limit)
        guard !places.isEmpty else {
            throw RequestError(.noSuch, "no place of that name or postal code; try its beginning")
        }
        return .now(.listing(places.map(\.row)))
    }
}

private enum PlaceKeys {
    static let query = Key<Line>("query", "The beginning of a name, or of a postal code.")
    static let limit = Key<RowLimit>("limit", "How many places at most.", default: "10")
}

extension PlaceRow {
    fileprivate var row: Reply.Row {
        [
            Field("place", .text(name)), Field("postcode", .text(postcodes.first ?? "")),
            Field("department", .text(department)),
            Field("lat", .decimal(position.latitude, places: 5)),
            Field("lon", .decimal(position.longitude, places: 5)),
            Field("population", .whole(Int64(population))),
        ]
    }
}
