import GarageNetwork
import Testing

@Suite struct GarageIDTests {
    @Test(arguments: [
        ("2", "10"), ("9", "10"), ("G002", "G010"), ("G099", "G100"), ("a", "b"), ("B", "a"),
        ("Z", "AA"), ("10", "11"), ("G1", "G02"),
    ])
    func shorterComesFirstThenByCharacters(lower: String, higher: String) throws {
        let (one, other) = (try garageID(lower), try garageID(higher))
        #expect(one < other)
        #expect(!(other < one))
        #expect(!(one < one))
    }

    @Test func theOrderOfAFileWithNumbersIsKept() throws {
        let ids = try (0..<1_200).map { try garageID(String($0)) }
        #expect(ids.shuffled().sorted() == ids)
    }

    @Test(arguments: [
        "a", "G017", "renault-brebieres", "a_b.c:d", String(repeating: "x", count: 32),
    ])
    func anIDMayBe(text: String) {
        #expect(GarageID(text)?.text == text)
    }

    @Test(arguments: ["", "é", "a b", "a/b", "a\"", "a=b", String(repeating: "x", count: 33)])
    func anIDMayNotBe(text: String) {
        #expect(GarageID(text) == nil)
    }
}
