import TOMLKit

/// A value as the file or the command line holds it, before its setting has looked at it.
enum RawSetting: Equatable, Sendable {
    case text(String)
    case whole(Int)
    case decimal(Double)
    case truth(Bool)
    case table([String: RawSetting])
    /// A kind that no setting takes: an array, a date, a time.
    case other(String)
    /// From the command line, where everything is text.
    case argument(String)

    init(_ value: any TOMLValueConvertible) {
        switch value.type {
        case .string: self = .text(value.string ?? "")
        case .int: self = .whole(value.int ?? 0)
        case .double: self = .decimal(value.double ?? 0)
        case .bool: self = .truth(value.bool ?? false)
        case .table: self = .table(Self.entries(of: value.table))
        case .array, .date, .time, .dateTime: self = .other(value.type.description)
        }
    }

    static func entries(of table: TOMLTable?) -> [String: RawSetting] {
        guard let table else { return [:] }
        var entries: [String: RawSetting] = [:]
        for key in table.keys {
            if let value = table[key] { entries[key] = RawSetting(value) }
        }
        return entries
    }

    /// The text, when it is text.
    var text: String? {
        switch self {
        case .text(let text), .argument(let text): text
        case .whole, .decimal, .truth, .table, .other: nil
        }
    }

    /// What was found, for the message that says what was expected; never the value itself,
    /// which may be a secret.
    var kindName: String {
        switch self {
        case .text, .argument: "text"
        case .whole: "a whole number"
        case .decimal: "a decimal number"
        case .truth: "true or false"
        case .table: "a table"
        case .other(let name): "a TOML \(name)"
        }
    }
}
