import GarageNetwork
import Geometry
import Testing

/// Records as an import meets them; the names of the offices are invented, the mistakes are not.
@Suite struct GazetteerDoubtTests {
    struct Record: Sendable {
        let name: String
        let postcode: String
        let town: String
        let lat: Double
        let lon: Double
    }

    static let right = [
        Record(name: "in the middle", postcode: "62300", town: "Lens", lat: 50.433, lon: 2.828),
        Record(name: "town in capitals", postcode: "62300", town: "LENS", lat: 50.44, lon: 2.84),
        Record(name: "town left out", postcode: "62300", town: "", lat: 50.44, lon: 2.84),
        Record(name: "code left out", postcode: "", town: "Lens", lat: 50.44, lon: 2.84),
        Record(name: "all left out", postcode: "", town: "", lat: 50.44, lon: 2.84),
        Record(name: "town unknown, no code", postcode: "", town: "Nullepart", lat: 0, lon: 0),
        Record(name: "quarter", postcode: "59160", town: "LOMME", lat: 50.644, lon: 2.987),
        Record(
            name: "village not listed", postcode: "62000", town: "Wailly", lat: 50.247, lon: 2.72),
        Record(name: "office's own code", postcode: "62307", town: "LENS", lat: 50.433, lon: 2.828),
        Record(name: "same, in Corsica", postcode: "20189", town: "Ajaccio", lat: 41.93, lon: 8.73),
        Record(name: "7.9 km away", postcode: "62000", town: "Arras", lat: 50.364, lon: 2.78186),
        Record(name: "wide commune", postcode: "97370", town: "Maripasoula", lat: 3.4, lon: -54.0),
    ]

    @Test(arguments: right)
    func aRightRecordIsNotDoubted(record: Record) throws {
        #expect(try doubt(record) == nil)
    }

    static let dirty: [(record: Record, sentence: String)] = [
        (
            Record(
                name: "Agence fictive d'Arras", postcode: "62000", town: "ARRAS", lat: 49.3582,
                lon: 3.6562),
            "the position is 121 km from Arras (62), where 17 km is usual: check the position."
        ),
        (
            Record(
                name: "Agence fictive de Lomme", postcode: "59160", town: "LOMME", lat: 47.7439,
                lon: 0.5576),
            "the position is 369 km from Lille (59), where 28 km is usual: check the position."
        ),
        (
            Record(
                name: "CCAS fictif de Saint-Martin", postcode: "97150", town: "ST MARTIN",
                lat: 48.0, lon: 0.2),
            "no place known here has the postal code 97150; the position is near Le Mans"
                + " (72): check the code."
        ),
        (
            Record(
                name: "Agence fictive de Saint-Louis", postcode: "97450", town: "ST LOUIS",
                lat: 47.59, lon: 7.56),
            "the position is in Saint-Louis (68), but the postal code 97450 serves places"
                + " 9025 km away: check both."
        ),
        (
            Record(
                name: "Maison fictive de Sandy Ground", postcode: "97150", town: "Saint-Martin",
                lat: 18.058, lon: -63.1008),
            "no place known here has the postal code 97150: check the code."
        ),
        (
            Record(
                name: "Maison fictive d'Orléans", postcode: "97150", town: "Saint-Martin",
                lat: 18.0668, lon: -63.0336),
            "no place known here has the postal code 97150: check the code."
        ),
        (
            Record(
                name: "Maison fictive de Mafate", postcode: "97419", town: "La Possession",
                lat: -21.0765, lon: 55.424),
            "the position is 19 km from La Possession (974), where 13 km is usual: check"
                + " the position."
        ),
        (
            Record(
                name: "code of elsewhere", postcode: "68160", town: "Lens", lat: 50.433,
                lon: 2.828),
            "the position is in Lens (62), but the postal code 68160 serves places 398 km"
                + " away: check both."
        ),
        (
            Record(
                name: "code mistyped", postcode: "62399", town: "Lille", lat: 50.633, lon: 3.058),
            "no place known here has the postal code 62399; the position is near Lille"
                + " (59): check the code."
        ),
        (
            Record(
                name: "latitude and longitude swapped", postcode: "62300", town: "", lat: 2.828,
                lon: 50.433),
            "the position is 6912 km from Lens (62), where 16 km is usual: check the position."
        ),
        (
            Record(name: "no code, far", postcode: "", town: "Lens", lat: 48.85, lon: 2.35),
            "the position is 179 km from Lens (62), where 16 km is usual: check the position."
        ),
    ]

    @Test(arguments: dirty)
    func aDirtyRecordIsDoubted(row: (record: Record, sentence: String)) throws {
        #expect(try doubt(row.record)?.sentence == row.sentence)
    }

    @Test func theRimIsInside() throws {
        // Eight places in a row a kilometre apart: communes are small here, so 8 km holds.
        let rows = try (0..<8).map { number in
            PlaceRow(
                name: "Village \(number)", postcodes: ["6200\(number)"], department: "62",
                position: try at(50 + Double(number) / 111.2, 2), population: 100 - number)
        }
        let gazetteer = Gazetteer(rows)
        let degree = Distance.kilometres(2 * .pi * 6371.0088 / 360).metres
        let inside = try at(50 - 7_999 / degree, 2)
        let outside = try at(50 - 8_001 / degree, 2)
        #expect(gazetteer.doubt(position: inside, postcode: "62000", town: "Village 0") == nil)
        let doubt = gazetteer.doubt(position: outside, postcode: "62000", town: "Village 0")
        guard case .farFromPlace("Village 0 (62)", _, let allowed) = doubt else {
            Issue.record("\(String(describing: doubt))")
            return
        }
        #expect(allowed == .kilometres(Gazetteer.usualReachKm))
        // A town that the code does not know is given the reach of its post office.
        #expect(gazetteer.doubt(position: outside, postcode: "62000", town: "Hameau") == nil)
        let far = try at(50 - 15_001 / degree, 2)
        #expect(gazetteer.doubt(position: far, postcode: "62000", town: "Hameau") != nil)
    }

    @Test(arguments: [
        ("62300", "Lens" as String?, 0.0...0.2), ("62300", nil, 0.0...0.2),
        ("62300", "Éleu dit Leauwette", 1.5...2.0), ("62300", "Nullepart", 0.0...0.2),
        ("62000", "Arras", 15.0...17.0),
    ])
    func theDistanceIsToThePlaceOfTheCode(
        code: String, town: String?, kilometres: ClosedRange<Double>
    ) throws {
        let distance = try SmallFrance.gazetteer()
            .distanceToNearest(postcode: code, town: town, from: at(50.433, 2.828))
        #expect(kilometres.contains(try #require(distance).kilometres))
    }

    @Test func anUnknownCodeHasNoDistance() throws {
        let gazetteer = try SmallFrance.gazetteer()
        #expect(
            gazetteer.distanceToNearest(postcode: "62399", town: "Lens", from: try at(50, 2)) == nil
        )
        #expect(Gazetteer([]).doubt(position: try at(50, 2), postcode: "", town: "Lens") == nil)
    }

    private func doubt(_ record: Record) throws -> PlaceDoubt? {
        try SmallFrance.gazetteer().doubt(
            position: at(record.lat, record.lon), postcode: record.postcode, town: record.town)
    }
}
