/// What every peer of the index level is asked about each place.
struct IndexQuestion: Equatable {
    enum Kind: String, CaseIterable {
        /// The ids of the nearest few within the radius.
        case nearest
        /// How many are within the radius.
        case within
    }

    let kind: Kind
    let metres: Int
    /// How many nearest are wanted.
    static let limit = 5

    /// How it is written to a peer.
    var line: String { "\(kind.rawValue) \(metres) \(Self.limit)" }

    var title: String {
        switch kind {
        case .nearest: "\(Self.limit) nearest within \(metres / 1000) km"
        case .within: "how many within \(metres / 1000) km"
        }
    }

    static let all = Kind.allCases.flatMap { kind in
        [20_000, 50_000].map { IndexQuestion(kind: kind, metres: $0) }
    }
}
