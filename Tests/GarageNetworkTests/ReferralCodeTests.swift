import GarageNetwork
import Testing

@Suite struct ReferralCodeTests {
    private static let alphabet = Array("23456789ACDEFGHJKMNPQRSTVWXYZ")

    private func codes(_ count: Int) -> [[Character]] {
        var generator = SystemRandomNumberGenerator()
        return (0..<count).map { _ in Array(ReferralCode.random(using: &generator).text) }
    }

    @Test func aRandomCodeReadsBack() throws {
        for letters in codes(200) {
            let text = String(letters)
            #expect(letters.count == 8 && letters.allSatisfy(Self.alphabet.contains))
            #expect(ReferralCode(text)?.text == text)
            #expect(ReferralCode(text.lowercased())?.text == text)
            #expect(ReferralCode("\(text.prefix(4))-\(text.suffix(4)) ")?.text == text)
        }
    }

    @Test func everyWrongCharacterIsCaught() {
        for letters in codes(50) {
            for place in letters.indices {
                for other in Self.alphabet where other != letters[place] {
                    var wrong = letters
                    wrong[place] = other
                    #expect(ReferralCode(String(wrong)) == nil)
                }
            }
        }
    }

    @Test func everySwapOfNeighboursIsCaught() {
        for letters in codes(2_000) {
            for place in 0..<7 where letters[place] != letters[place + 1] {
                var wrong = letters
                wrong.swapAt(place, place + 1)
                #expect(ReferralCode(String(wrong)) == nil)
            }
        }
    }

    @Test(arguments: ["", "2222222", "222222222", "2222222O", "B2222222", "é2222222", "22222223"])
    func aTextThatIsNoCodeIsNone(text: String) {
        #expect(ReferralCode(text) == nil)
    }

    @Test func theSmallestCodeIsOne() {
        #expect(ReferralCode("22222222")?.text == "22222222")
    }
}
