package import Matching

/// One sentence in the languages of the network.
package struct Wording: Equatable, Sendable {
    package let french: String
    package let english: String

    package init(french: String, english: String) {
        self.french = french
        self.english = english
    }

    /// The sentence in a language.
    package subscript(language: Language) -> String {
        switch language {
        case .french: french
        case .english: english
        }
    }
}

/// Numbers as people write them.
enum Spoken {
    /// One place after the decimal sign, none where it would be 0.
    static func decimal(_ value: Double, _ language: Language) -> String {
        let tenths = Int((value * 10).rounded())
        guard tenths % 10 != 0 else { return "\(tenths / 10)" }
        return "\(tenths / 10)\(language == .french ? "," : ".")\(tenths % 10)"
    }

    /// A noun with its number: French counts none and one in the singular, English only one.
    static func count(_ count: Int, _ one: String, _ many: String, _ language: Language) -> String {
        let isSingular = language == .french ? count < 2 : count == 1
        return "\(count) \(isSingular ? one : many)"
    }
}
