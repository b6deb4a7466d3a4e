import Testing

@testable import garagectl

@Suite struct JSONReaderTests {
    @Test func keepsOrderAndTheDigitsOfNumbers() {
        let members = JSONReader.object(
            #"{"rank":1,"km":47.20,"name":"Garage \"X\" é","open":true,"next":null,"tags":["a",2]}"#
        )
        #expect(
            members == [
                JSONMember(name: "rank", value: .number("1")),
                JSONMember(name: "km", value: .number("47.20")),
                JSONMember(name: "name", value: .text("Garage \"X\" é")),
                JSONMember(name: "open", value: .truth(true)),
                JSONMember(name: "next", value: .null),
                JSONMember(name: "tags", value: .list([.text("a"), .number("2")])),
            ])
    }

    @Test(arguments: [
        ("{}", 0), (#"{ "a" : 1 , "b" : -0.5e+3 }"#, 2), (#"{"a":{"b":[]}}"#, 1),
        (#"{"a":"\u00e9\uD83D\uDE97\n\/"}"#, 1),
    ])
    func readsWhatIsAnObject(line: String, count: Int) {
        #expect(JSONReader.object(line)?.count == count)
    }

    @Test(arguments: [
        "", "[]", "1", "{", #"{"a"}"#, #"{"a":}"#, #"{"a":1,}"#, #"{"a":01}"#, #"{"a":+1}"#,
        #"{"a":1.}"#, #"{"a":.5}"#, #"{"a":1e}"#, #"{a:1}"#, #"{"a":'x'}"#, #"{"a":tru}"#,
        #"{"a":"\x"}"#, #"{"a":"\uD83D"}"#, #"{"a":"\u12"}"#, "{\"a\":\"\u{1}\"}", #"{"a":1} x"#,
        #"{"a":1}{"b":2}"#, #"{"a":"unclosed}"#, #"{"a":[1,2}"#, "OK capacity: {}",
    ])
    func refusesWhatIsNot(line: String) {
        #expect(JSONReader.object(line) == nil)
    }

    @Test func aHostileDepthIsRefusedRatherThanFollowed() {
        let line = #"{"a":"# + String(repeating: "[", count: 100_000)
        #expect(JSONReader.object(line) == nil)
    }

    @Test func pairsOfUnitsAreOneCharacter() {
        let members = JSONReader.object(#"{"a":"\uD83D\uDE97"}"#)
        #expect(members?.first?.value == .text("🚗"))
    }
}
