import GarageNetwork
import Testing

/// What the check character of a code catches, exactly, and what it cannot.
@Suite struct ReferralCodeCheckTests {
    private static let alphabet = Array("23456789ACDEFGHJKMNPQRSTVWXYZ")

    private static func codes(_ count: Int) -> [[Character]] {
        var random = SeededRandom(seed: 41)
        return (0..<count).map { _ in Array(ReferralCode.random(using: &random).text) }
    }

    @Test func theAlphabetIsPrimeAndWithoutLookAlikes() {
        #expect(Self.alphabet.count == 29)
        #expect(Set(Self.alphabet).isDisjoint(with: "01BILOU"))
        // All 29 turn up in 300 codes, so the list above is the whole alphabet.
        #expect(Set(Self.codes(300).joined()) == Set(Self.alphabet))
    }

    /// The check character by its definition: the sum of 1 to 7 times the values.
    @Test func theLastCharacterIsTheWeightedSum() throws {
        for code in Self.codes(500) {
            let values = try code.map { try #require(Self.alphabet.firstIndex(of: $0)) }
            let sum = zip(1...7, values).map { $0 * $1 }.reduce(0, +)
            #expect(values[7] == sum % 29)
        }
    }

    /// Any two characters that changed places, neighbours or not.
    @Test func everySwapOfAnyTwoIsCaught() {
        for code in Self.codes(500) {
            for i in 0..<8 {
                for j in (i + 1)..<8 where code[i] != code[j] {
                    var wrong = code
                    wrong.swapAt(i, j)
                    #expect(ReferralCode(String(wrong)) == nil, "\(i) and \(j)")
                }
            }
        }
    }

    /// `AA` heard as `44`: the same character twice, both wrong in the same way.
    @Test func everyWrongTwinIsCaught() {
        for first in Self.alphabet {
            for code in Self.codes(20) {
                for i in 0..<6 {
                    var twin = code
                    (twin[i], twin[i + 1]) = (first, first)
                    guard let right = Self.completed(twin) else { continue }
                    for other in Self.alphabet where other != first {
                        var wrong = right
                        (wrong[i], wrong[i + 1]) = (other, other)
                        #expect(ReferralCode(String(wrong)) == nil)
                    }
                }
            }
        }
    }

    /// Two wrong characters at once are beyond one check: of all 28 · 28 ways, 28 pass.
    @Test func ofTwoWrongCharactersOneIn28Passes() {
        let code = Self.codes(1)[0]
        for i in 0..<8 {
            for j in (i + 1)..<8 {
                var passing = 0
                for a in Self.alphabet where a != code[i] {
                    for b in Self.alphabet where b != code[j] {
                        var wrong = code
                        (wrong[i], wrong[j]) = (a, b)
                        if ReferralCode(String(wrong)) != nil { passing += 1 }
                    }
                }
                #expect(passing == 28, "\(i) and \(j)")
            }
        }
    }

    @Test func oneCharacterTooManyOrTooFewIsCaught() {
        for code in Self.codes(50) {
            for place in 0..<8 {
                var short = code
                short.remove(at: place)
                #expect(ReferralCode(String(short)) == nil)
                #expect(ReferralCode(String(code[...place] + code[place...])) == nil)
            }
        }
    }

    /// As people write it down.
    @Test(arguments: ["%A%B", " %A %B ", "%A-%B", "-%A--%B-", "%A - %B"])
    func spacesAndDashesDoNotCount(pattern: String) {
        for code in Self.codes(20) {
            let (head, tail) = (String(code[..<4]), String(code[4...]))
            let typed = pattern.replacing("%A", with: head).replacing("%B", with: tail)
            #expect(ReferralCode(typed)?.text == head + tail)
            #expect(ReferralCode(typed.lowercased())?.text == head + tail)
        }
    }

    /// The code with the last character that makes it one.
    private static func completed(_ code: [Character]) -> [Character]? {
        alphabet.lazy.map { code[..<7] + [$0] }.first { ReferralCode(String($0)) != nil }
    }
}
