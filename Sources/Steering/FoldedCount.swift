/// A count of people that is shown only when it is none or large enough to be nobody's.
package struct FoldedCount: Equatable, Sendable {
    /// Nil where 1 to 4 people, or what would give them away by subtraction, are folded.
    package let shown: Int?

    /// Fewer people than this, and more than none, are never shown.
    package static let shownMin = 5

    /// A count that stands alone.
    package init(_ count: Int) {
        shown = Self.isSmall(count) ? nil : count
    }

    /// A count that must not be shown, whatever it is.
    package static let folded = FoldedCount(shown: nil)

    private init(shown: Int?) { self.shown = shown }

    package var isFolded: Bool { shown == nil }

    /// The counts of a column whose total is known; those marked in `hiding` are folded too.
    ///
    /// Where one count alone is folded, the total minus the others would be that count: the
    /// smallest of the others is folded with it.
    package static func column(_ counts: [Int], hiding: [Bool]? = nil) -> [FoldedCount] {
        var folded = counts.indices.map { index in
            hiding?[index] ?? false ? .folded : FoldedCount(counts[index])
        }
        guard folded.count(where: \.isFolded) == 1 else { return folded }
        let others = counts.indices.filter { !folded[$0].isFolded && counts[$0] > 0 }
        if let smallest = others.min(by: { counts[$0] < counts[$1] }) {
            folded[smallest] = .folded
        }
        return folded
    }

    /// Whether a count is one that is never shown.
    package static func isSmall(_ count: Int) -> Bool { (1..<shownMin).contains(count) }
}
