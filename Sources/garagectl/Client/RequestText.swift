import LineProtocol

/// A request as it goes on the wire.
struct RequestText: Equatable {
    let line: String

    /// A request of names and values; values may be any text and are quoted where needed.
    init(_ verb: String, _ arguments: [(String, String)] = []) {
        line = ([verb] + arguments.map { "\($0.0)=\(Self.written($0.1))" }).joined(separator: " ")
    }

    /// A request as it was written before.
    init(_ line: String) { self.line = line }

    /// The most bytes a line may have, its end included.
    static let bytesMax = 8_192

    /// A value as the grammar has it: bare where it can be, else quoted with escapes.
    static func written(_ value: String) -> String {
        let isBare =
            !value.isEmpty
            && value.unicodeScalars.allSatisfy { $0 != " " && $0 != "\"" && !mustBeEscaped($0) }
        return isBare ? value : quoted(value)
    }

    private static func quoted(_ value: String) -> String {
        var text = "\""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\t": text += "\\t"
            case _ where mustBeEscaped(scalar): text += escape(scalar)
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text + "\""
    }

    private static func escape(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }

    /// Controls and what the daemon refuses bare: line separators, marks of direction.
    private static func mustBeEscaped(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7F...0x9F, 0x2028, 0x2029, 0xFEFF, 0x061C, 0x200E, 0x200F,
            0x202A...0x202E, 0x2066...0x2069:
            true
        default: false
        }
    }
}
