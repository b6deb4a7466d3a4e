import Foundation
import GarageNetwork
import Testing

/// What holds of every search and every folding, whatever was typed.
@Suite struct GazetteerPropertyTests {
    private static let pieces = [
        "St", "ste", "Saint", "Lens", "L'", "Haÿ", "-", " ", "  ", "(62)", "62", "974", "2A", "é",
        "e\u{301}", "Œ", "ß", "/", "cedex", "1er", "’", "ÿ", "🚗", "Αθ", "\u{0}", "\t", ".", "Le",
    ]

    private static func typed(_ random: inout SeededRandom) -> String {
        (0..<Int.random(in: 0...6, using: &random))
            .map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
    }

    @Test func foldingIsWordByWord() {
        var random = SeededRandom(seed: 61)
        for _ in 0..<5_000 {
            let (one, other) = (Self.typed(&random), Self.typed(&random))
            let parts = [one.folded, other.folded].filter { !$0.isEmpty }
            #expect("\(one) \(other)".folded == parts.joined(separator: " "))
            #expect("\(one)-\(other)".folded == "\(one) \(other)".folded)
        }
    }

    @Test func foldedTextHasNoCaseNoAccentAndNoStraySpace() {
        var random = SeededRandom(seed: 62)
        for _ in 0..<5_000 {
            let text = Self.typed(&random)
            let folded = text.folded
            #expect(folded.folded == folded)
            #expect(folded.lowercased() == folded)
            #expect(!folded.hasPrefix(" ") && !folded.hasSuffix(" ") && !folded.contains("  "))
            #expect(text.uppercased().folded == folded || text.contains("ß"))
            #expect(text.decomposedStringWithCanonicalMapping.folded == folded)
            #expect(text.precomposedStringWithCanonicalMapping.folded == folded)
        }
    }

    @Test func aShorterListIsTheBeginningOfALongerOne() throws {
        let gazetteer = try SmallFrance.gazetteer()
        let queries =
            gazetteer.places.flatMap { [$0.name, String($0.name.prefix(2))] }
            + ["s", "l", "97", "62", "59", "2a", "Lens 62", "75010", "saint d"]
        for query in queries {
            let all = gazetteer.search(query, limit: Gazetteer.limitMax)
            #expect(!all.isEmpty, "\(query)")
            for limit in 0...(all.count + 1) {
                let found = gazetteer.search(query, limit: limit)
                #expect(found == Array(all.prefix(limit)), "\(query), \(limit)")
            }
        }
    }

    @Test func howItIsWrittenDoesNotMatter() throws {
        let gazetteer = try SmallFrance.gazetteer()
        for place in gazetteer.places {
            let expected = gazetteer.search(place.name, limit: 20)
            #expect(expected.contains(place))
            let plain = place.name.folding(options: .diacriticInsensitive, locale: nil)
            let spellings = [
                place.name.uppercased(), place.name.lowercased(), plain,
                place.name.replacing("-", with: " "), "  \(place.name) ",
                place.name.replacing("Sainte", with: "Ste").replacing("Saint", with: "St"),
            ]
            for spelling in spellings {
                #expect(gazetteer.search(spelling, limit: 20) == expected, "\(spelling)")
            }
        }
    }

    @Test func everyStartOfACodeIsFoundAsByReadingAll() throws {
        let gazetteer = try SmallFrance.gazetteer()
        for code in Set(gazetteer.places.flatMap(\.postcodes)) {
            for length in 2...5 {
                let start = String(code.prefix(length))
                let expected = gazetteer.places.filter { place in
                    place.postcodes.contains { $0.hasPrefix(start) }
                }
                #expect(gazetteer.search(start, limit: 100) == expected, "\(start)")
            }
            #expect(gazetteer.postcode(code).allSatisfy { $0.postcodes.contains(code) })
            #expect(gazetteer.postcode(String(code.dropLast())).isEmpty)
        }
    }

    @Test func whateverIsTypedNothingComesTwiceAndNothingTooMany() throws {
        let gazetteer = try SmallFrance.gazetteer()
        var random = SeededRandom(seed: 63)
        var answered = 0
        for _ in 0..<5_000 {
            let query = Self.typed(&random)
            let limit = Int.random(in: -1...8, using: &random)
            let found = gazetteer.search(query, limit: limit)
            #expect(found.count <= max(0, limit))
            #expect(Set(found.map { "\($0.position)" }).count == found.count, "\(query)")
            if !found.isEmpty { answered += 1 }
        }
        #expect(answered > 500)
    }
}
