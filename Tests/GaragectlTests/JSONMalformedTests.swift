import Foundation
import Testing

@testable import garagectl

/// Lines that are almost JSON: refused, never a trap, never half of a row.
@Suite struct JSONMalformedTests {
    @Test(arguments: [
        // Structure.
        "{{}}", "{}}", "{}{}", "{,}", #"{"a":1,,"b":2}"#, #"{,"a":1}"#, #"{"a":1 "b":2}"#,
        #"{"a" 1}"#, #"{"a"::1}"#, #"{"a":{}"#, #"{"a":[}"#, #"{"a":[1,]}"#, #"{"a":[,1]}"#,
        #"{"a":[1 2]}"#, #"{"a":1]"#, #"["a":1]"#, #"{1:2}"#, #"{null:1}"#, #"{"a":1;}"#,
        #"{"a":1}//x"#, #"{/**/"a":1}"#,
        // Numbers.
        #"{"a":-}"#, #"{"a":--1}"#, #"{"a":00}"#, #"{"a":-01}"#, #"{"a":1.e5}"#, #"{"a":1e+}"#,
        #"{"a":0x1F}"#, #"{"a":1_000}"#, #"{"a":1,5}"#, #"{"a":NaN}"#, #"{"a":Infinity}"#,
        #"{"a":-Infinity}"#, #"{"a":1f}"#, #"{"a":１}"#,
        // Words.
        #"{"a":True}"#, #"{"a":nul}"#, #"{"a":nulll}"#, #"{"a":undefined}"#, #"{"a":}"#,
        // Texts.
        #"{"a":""b"}"#, #"{"a":"\"}"#, #"{"a":"\u{41}"}"#, #"{"a":"\u00g1"}"#, #"{"a":"\U0041"}"#,
        #"{"a":"\uDE97"}"#, #"{"a":"\uD83Dx"}"#, #"{"a":"\uD83D\u0041"}"#, #"{"a":"\uD83D\uD83D"}"#,
        "{\"a\":\"x\ny\"}", "{\"a\":\"x\ty\"}", "{\"a\":\"\u{0}\"}", "{'a':1}", #"{"a":"x}"#,
        // Around it.
        "\u{FEFF}{}", " {}", "{} ", "{}\u{0}", "null", "\"{}\"", "}", "+{}",
    ])
    func isRefused(line: String) {
        #expect(JSONReader.object(line) == nil)
    }

    private static let good = #"{"a":-12.5e+3,"b":["x\"\\\u00e9\uD83D\uDE97é🚗",true,null],"c":{}}"#

    @Test func everyBeginningOfALineIsRefused() {
        #expect(JSONReader.object(Self.good)?.map(\.name) == ["a", "b", "c"])
        for end in Self.good.unicodeScalars.indices {
            #expect(JSONReader.object(String(Self.good.unicodeScalars[..<end])) == nil)
        }
    }

    @Test(arguments: [
        (#"\""#, "\""), (#"\\"#, "\\"), (#"\/"#, "/"), (#"\b"#, "\u{8}"), (#"\f"#, "\u{C}"),
        (#"\n"#, "\n"), (#"\r"#, "\r"), (#"\t"#, "\t"), (#"\u0000"#, "\u{0}"),
        (#"\u00E9"#, "é"), (#"\u00e9"#, "é"), (#"\uFFFF"#, "\u{FFFF}"), (#"\uD7FF"#, "\u{D7FF}"),
        (#"\uE000"#, "\u{E000}"), (#"\uD800\uDC00"#, "\u{10000}"),
        (#"\uDBFF\uDFFF"#, "\u{10FFFF}"),
    ])
    func everyEscapeIsItsCharacter(written: String, character: String) {
        let members = JSONReader.object("{\"a\(written)\":\"\(written)b\"}")
        #expect(members == [JSONMember(name: "a" + character, value: .text(character + "b"))])
    }

    /// Nested up to the bound: an object and 31 lists in it are read, one list more is not.
    @Test func theDepthIsExact() {
        func nested(_ depth: Int) -> String {
            #"{"a":"# + String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
                + "}"
        }
        #expect(JSONReader.object(nested(0)) == nil)
        #expect(JSONReader.object(nested(31)) != nil)
        #expect(JSONReader.object(nested(32)) == nil)
        // Width is no depth.
        let wide = #"{"a":["# + repeatElement("[]", count: 5_000).joined(separator: ",") + "]}"
        #expect(JSONReader.object(wide) != nil)
    }

    /// Foundation's reader judges the same, but that it lets a last comma and last blanks pass.
    @Test func oneWrongCharacterIsJudgedAsByAnotherReader() throws {
        let pool = Array("{}[]\",:\\u0189eE+-.tfn x/\u{1}é".unicodeScalars)
        var random = SeededRandom(seed: 93)
        var (taken, refused) = (0, 0)
        for _ in 0..<20_000 {
            var line = Array(Self.good.unicodeScalars)
            let place = Int.random(in: 1..<line.count, using: &random)
            let scalar = pool.randomElement(using: &random) ?? "x"
            switch Int.random(in: 0..<3, using: &random) {
            case 0: line[place] = scalar
            case 1: line.insert(scalar, at: place)
            default: line.remove(at: place)
            }
            let text = String(String.UnicodeScalarView(line))
            let own = JSONReader.object(text)
            let other =
                try? JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
            if own != nil { taken += 1 } else { refused += 1 }
            if own != nil { #expect(other != nil, "\(text)") }
            let isLenient = [",]", ",}"].contains(where: text.contains) || text.hasSuffix(" ")
            if own == nil, !isLenient, let other {
                Issue.record("refused: \(text) as \(other)")
            }
            if let own, let other { #expect(Set(own.map(\.name)) == Set(other.keys), "\(text)") }
        }
        #expect(taken > 2_000 && refused > 2_000)
    }

    @Test(arguments: [
        ("1", "2"), ("1", "1,\"x\":2"), ("1", "1}"), ("1", " 1"), ("1", "{}"), ("1", "007"),
        ("1", "1e5"), ("1", ""), ("1", "\"x\""),
    ])
    func aFinalLineIsOneObjectWithItsOwnNames(first: String, second: String) throws {
        let values = [NamedText(name: "a", text: first), NamedText(name: "b", text: second)]
        let members = try #require(JSONReader.object(values.jsonObject), "\(values.jsonObject)")
        #expect(members.map(\.name) == ["a", "b"])
        #expect(members[0].value == .number("1"))
        #expect(members[1].value.plain == second)
    }
}
