/// One JSON value and the line that it begins on.
struct JSONNode: Equatable {
    let line: Int
    let content: Content

    indirect enum Content: Equatable {
        case object([JSONMember])
        case list([JSONNode])
        case text(String)
        /// As it is written.
        case number(String)
        case truth(Bool)
        case null
    }

    /// What it is, in a sentence about what it should be.
    var kind: String {
        switch content {
        case .object: "an object"
        case .list: "a list"
        case .text: "a text"
        case .number: "a number"
        case .truth: "true or false"
        case .null: "null"
        }
    }
}

/// A named value of an object; a name may stand twice, which whoever reads it must notice.
struct JSONMember: Equatable {
    let name: String
    let line: Int
    let value: JSONNode
}

/// Why a text is not JSON.
struct JSONFault: Error, Equatable {
    let line: Int
    let reason: String
}
