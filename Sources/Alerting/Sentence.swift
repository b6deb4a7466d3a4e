/// The same in both languages.
package struct Sentence: Equatable, Sendable {
    package let french: String
    package let english: String

    package init(french: String, english: String) {
        self.french = french
        self.english = english
    }

    /// Two statements in one line.
    func followed(by other: Sentence?) -> Sentence {
        guard let other else { return self }
        return Sentence(
            french: "\(french) ; \(other.french)", english: "\(english); \(other.english)")
    }
}
