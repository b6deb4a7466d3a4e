/// One thing that is kept of a person: a name as `referral`, and its values in order.
package struct ExportPart: Equatable, Sendable {
    package var name: String
    package var values: [(name: String, value: ExportValue)]

    package init(_ name: String, _ values: [(name: String, value: ExportValue)]) {
        self.name = name
        self.values = values
    }

    package static func == (a: ExportPart, b: ExportPart) -> Bool {
        a.name == b.name && a.values.map(\.name) == b.values.map(\.name)
            && a.values.map(\.value) == b.values.map(\.value)
    }
}

extension ExportPart: CustomStringConvertible, CustomReflectable {
    package var description: String { "‹\(name)›" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}

/// A value of an export; as sealed JSON has it.
package indirect enum ExportValue: Equatable, Sendable {
    case text(String)
    case whole(Int64)
    case number(Double)
    case truth(Bool)
    case list([ExportValue])
    case object([String: ExportValue])
    case missing
}

extension ExportValue: Decodable {
    package init(from decoder: any Decoder) throws {
        let box = try decoder.singleValueContainer()
        if box.decodeNil() {
            self = .missing
        } else if let value = try? box.decode(Bool.self) {
            self = .truth(value)
        } else if let value = try? box.decode(Int64.self) {
            self = .whole(value)
        } else if let value = try? box.decode(Double.self) {
            self = .number(value)
        } else if let value = try? box.decode(String.self) {
            self = .text(value)
        } else if let value = try? box.decode([ExportValue].self) {
            self = .list(value)
        } else {
            self = .object(try box.decode([String: ExportValue].self))
        }
    }
}
