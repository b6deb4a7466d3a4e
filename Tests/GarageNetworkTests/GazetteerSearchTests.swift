import GarageNetwork
import Geometry
import Testing

@Suite struct GazetteerSearchTests {
    static let searches: [(query: String, found: [String])] = [
        // Nothing to look for, nothing found.
        ("", []), (" - ", []), ("6", []), ("623000", []), ("zzz", []), ("cedex", []),
        ("(62)", ["Arras 62", "Lens 62", "Noyelles-sous-Lens 62", "Éleu-dit-Leauwette 62"]),
        // The exact name first, then the larger place.
        ("lens", ["Lens 62", "Noyelles-sous-Lens 62"]),
        ("LÉNS", ["Lens 62", "Noyelles-sous-Lens 62"]),
        ("Saint-Denis", ["Saint-Denis 974", "Saint-Denis 93", "Saint-Denis-en-Val 45"]),
        ("ste marie", ["Sainte-Marie 974", "Sainte-Marie 972", "Sainte-Marie-aux-Mines 68"]),
        ("l hay", ["L'Haÿ-les-Roses 94"]),
        ("oeui", ["Œuilly 51"]),
        ("Œ", ["Œuilly 51"]),
        ("mars", ["Mars 07", "Marseille 13"]),
        // A leading article may be left out, but does not make a name exact.
        ("mans", ["Le Mans 72", "Mansigné 72"]),
        (
            "saint",
            [
                "Saint-Étienne 42",
                "Saint-Denis 974",
                "Saint-Paul 974",
                "Saint-Denis 93",
                "Saint-Louis 974",
                "Sainte-Marie 974",
                "Saint-Louis 68",
                "Sainte-Marie 972",
                "Saint-Denis-en-Val 45",
                "Sainte-Marie-aux-Mines 68",
            ]
        ),
        // Later words, when the start of the name gives too few.
        ("marie aux mines", ["Sainte-Marie-aux-Mines 68"]),
        ("mines", ["Sainte-Marie-aux-Mines 68"]),
        ("arie", []),
        // Postal codes, whole or their start.
        ("62300", ["Lens 62", "Éleu-dit-Leauwette 62"]),
        ("62 300", ["Lens 62", "Éleu-dit-Leauwette 62"]),
        ("75", ["Paris 75", "Paris 10e Arrondissement 75", "Paris 1er Arrondissement 75"]),
        (
            "974",
            [
                "Saint-Denis 974", "Saint-Paul 974", "Saint-Louis 974", "Sainte-Marie 974",
                "La Possession 974", "Le Port 974",
            ]
        ),
        ("99999", []),
        ("2A", ["Ajaccio 2A"]), ("2b", ["Bastia 2B"]), ("20", ["Ajaccio 2A", "Bastia 2B"]),
        // A name and a code.
        ("Lens 62300", ["Lens 62"]), ("62300 Lens", ["Lens 62"]),
        ("Lens (62)", ["Lens 62", "Noyelles-sous-Lens 62"]),
        ("Lens 59", []),
        ("saint denis 93", ["Saint-Denis 93"]), ("97400 SAINT-DENIS", ["Saint-Denis 974"]),
        ("Ajaccio 2A", ["Ajaccio 2A"]), ("Ajaccio 20000", ["Ajaccio 2A"]), ("2B Ajaccio", []),
        // A code that no such place has narrows to its department.
        ("Lomme 59160", ["Lomme 59"]), ("62307 LENS CEDEX", ["Lens 62", "Noyelles-sous-Lens 62"]),
        ("97409 St Denis Cedex 9", ["Saint-Denis 974"]), ("20189 Ajaccio", ["Ajaccio 2A"]),
        ("Lens 75001", []),
        // A number that belongs to the name.
        ("Paris 10", ["Paris 10e Arrondissement 75"]),
        ("Paris 75010", ["Paris 75", "Paris 10e Arrondissement 75"]),
    ]

    @Test(arguments: searches)
    func findsWhatAPersonMeans(row: (query: String, found: [String])) throws {
        let found = try SmallFrance.gazetteer().search(row.query, limit: 10).map(\.short)
        #expect(found == row.found)
    }

    @Test(arguments: [(-1, 0), (0, 0), (1, 1), (2, 2), (3, 3), (Int.max, 11)])
    func returnsNoMoreThanTheLimit(limit: Int, count: Int) throws {
        let gazetteer = try SmallFrance.gazetteer()
        let found = gazetteer.search("saint", limit: limit).map(\.short)
        #expect(found.count == count)
        #expect(found == Array(gazetteer.search("saint", limit: 11).map(\.short).prefix(count)))
    }

    @Test func aSearchNeverReturnsMoreThanItsOwnLimit() throws {
        let middle = try at(47, 2)
        let many = Gazetteer(
            (0..<300).map { number in
                PlaceRow(
                    name: "Ville \(number)", postcodes: ["47000"], department: "47",
                    position: middle, population: number)
            })
        #expect(many.count == 300)
        #expect(many.search("ville", limit: .max).count == Gazetteer.limitMax)
        #expect(
            many.search("47000", limit: .max).map(\.population) == Array((200..<300).reversed()))
    }

    @Test func anEmptyGazetteerFindsNothing() throws {
        let none = Gazetteer([])
        #expect(none.count == 0)
        for query in ["lens", "62300", "2A", "Lens 62"] {
            #expect(none.search(query, limit: 9).isEmpty)
        }
        #expect(none.place(named: "Lens").isEmpty)
        #expect(none.postcode("62300").isEmpty)
        #expect(none.nearest(to: try at(0, 0), within: .kilometres(1), limit: 1).isEmpty)
    }

    @Test func theOrderOfTheRowsDoesNotMatter() throws {
        let rows = try PlaceRow.parse(tsv: SmallFrance.tsv)
        let forth = Gazetteer(rows), back = Gazetteer(rows.reversed())
        for row in Self.searches {
            #expect(forth.search(row.query, limit: 10) == back.search(row.query, limit: 10))
        }
    }

    @Test(arguments: [
        ("Lens", ["Lens 62"]), ("lens ", ["Lens 62"]), ("Len", []), ("", []), ("Mans", []),
        ("LE MANS", ["Le Mans 72"]), ("Saint-Louis", ["Saint-Louis 974", "Saint-Louis 68"]),
    ])
    func aNameIsExact(name: String, places: [String]) throws {
        #expect(try SmallFrance.gazetteer().place(named: name).map(\.short) == places)
    }

    @Test(arguments: [
        ("62300", ["Lens 62", "Éleu-dit-Leauwette 62"]), ("6230", []), ("", []), ("623000", []),
        ("59160", ["Lille 59"]),
    ])
    func aPostcodeIsExact(code: String, places: [String]) throws {
        #expect(try SmallFrance.gazetteer().postcode(code).map(\.short) == places)
    }

    @Test func theNearestPlacesComeInOrder() throws {
        let near = try SmallFrance.gazetteer()
            .nearest(to: at(50.43, 2.83), within: .kilometres(30), limit: 3)
        #expect(
            near.map(\.place.short) == [
                "Lens 62", "Éleu-dit-Leauwette 62", "Noyelles-sous-Lens 62",
            ])
        #expect(near[0].distance < .metres(500))
    }

    /// The index against reading every name, for every start of every name and of every word.
    @Test func anyStartOfAnyWordIsFoundAsByReadingAll() throws {
        let gazetteer = try SmallFrance.gazetteer()
        let rows = try PlaceRow.parse(tsv: SmallFrance.tsv)
        let starts = Set(
            rows.flatMap { row in
                row.name.folded.split(separator: " ").flatMap { word in
                    (1...word.utf8.count).map { String(word.prefix($0)) }
                }
            }
        ).filter { $0.contains(where: \.isLetter) && !["st", "ste", "2a", "2b"].contains($0) }
        #expect(starts.count > 150)
        for start in starts {
            let wanted = rows.filter { " \($0.name.folded)".contains(" \(start)") }.map(\.short)
            let found = gazetteer.search(start, limit: 100).map(\.short)
            #expect(Set(found) == Set(wanted), "\(start)")
            #expect(found.count == Set(found).count, "\(start)")
        }
    }
}
