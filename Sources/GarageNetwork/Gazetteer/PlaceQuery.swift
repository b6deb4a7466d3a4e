/// What a person typed to find a place, taken apart: a name, a postal code or its start, or both.
struct PlaceQuery: Equatable {
    /// All that was typed, folded, for the places that have a number in their name.
    let whole: String
    /// The words apart from the code; empty when a code is all there is.
    let name: String
    /// Two to five digits, or `2a` and `2b`; nil when there is none.
    let code: String?

    /// Takes `Lens`, `62300`, `62 300`, `Lens 62300`, `62300 Lens`, `Lens (62)`, `Ajaccio 2A`,
    /// `62307 LENS CEDEX 2`.
    init(_ text: String) {
        var words = text.folded.split(separator: " ").map(String.init)
        if let cedex = words.firstIndex(of: "cedex") {
            words.removeSubrange(cedex...)
        }
        whole = words.joined(separator: " ")
        let joined = words.joined()
        if words.allSatisfy({ $0.utf8.allSatisfy(\.isDigit) }) || Self.isCode(joined) {
            code = Self.isCode(joined) ? joined : nil
            name = ""
        } else if let last = words.last, Self.isCode(last) {
            code = last
            name = words.dropLast().joined(separator: " ")
        } else if let first = words.first, Self.isCode(first) {
            code = first
            name = words.dropFirst().joined(separator: " ")
        } else {
            code = nil
            name = whole
        }
    }

    private static func isCode(_ word: String) -> Bool {
        if word == "2a" || word == "2b" { return true }
        let lengths = PostcodeIndex.prefixLengthMin...PostcodeIndex.length
        return lengths.contains(word.utf8.count) && word.utf8.allSatisfy(\.isDigit)
    }
}

extension UInt8 {
    fileprivate var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
}
