/// One value of a row: a scalar as it was written, or a list.
///
/// Numbers stay text, so that `47.20` is printed as the daemon wrote it.
enum JSONValue: Equatable {
    case text(String)
    case number(String)
    case truth(Bool)
    case null
    case list([JSONValue])
    case object([JSONMember])

    /// How a person reads it in one cell.
    var plain: String {
        switch self {
        case .text(let text): text
        case .number(let digits): digits
        case .truth(let value): value ? "yes" : "no"
        case .null: ""
        case .list(let values): values.map(\.plain).joined(separator: ", ")
        case .object(let members):
            members.map { "\($0.name)=\($0.value.plain)" }.joined(separator: " ")
        }
    }

    var isNumber: Bool { if case .number = self { true } else { false } }
}

extension [JSONMember] {
    /// A member as a person reads it; nil when there is none of that name.
    func plain(_ name: String) -> String? { first { $0.name == name }?.value.plain }
}

/// A named value of an object; objects keep the order they were written in.
struct JSONMember: Equatable {
    let name: String
    let value: JSONValue
}
