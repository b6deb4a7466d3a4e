/// A strict reader of one JSON value (RFC 8259) that keeps the order of an object's members.
///
/// Foundation's reader gives dictionaries, whose order is not the daemon's, and turns `47.20` into
/// a binary number; a table needs both as they were sent.
struct JSONReader {
    private let bytes: [UInt8]
    private var position = 0
    private var depth = 0

    /// Deeper than any row; a bound so that a hostile line cannot exhaust the stack.
    private static let depthMax = 32

    /// The members of the object that a line is, or nil when it is anything else.
    static func object(_ line: String) -> [JSONMember]? {
        guard line.utf8.first == UInt8(ascii: "{") else { return nil }
        var reader = JSONReader(bytes: Array(line.utf8))
        guard case .object(let members)? = reader.value(), reader.position == reader.bytes.count
        else { return nil }
        return members
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        skipSpace()
        guard current == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    private mutating func skipSpace() {
        while let byte = current, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D {
            position += 1
        }
    }

    private mutating func value() -> JSONValue? {
        skipSpace()
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.depthMax, let byte = current else { return nil }
        switch byte {
        case UInt8(ascii: "{"): return members().map(JSONValue.object)
        case UInt8(ascii: "["): return list().map(JSONValue.list)
        case UInt8(ascii: "\""): return string().map(JSONValue.text)
        case UInt8(ascii: "t"): return word("true") ? .truth(true) : nil
        case UInt8(ascii: "f"): return word("false") ? .truth(false) : nil
        case UInt8(ascii: "n"): return word("null") ? .null : nil
        default: return number().map(JSONValue.number)
        }
    }

    private mutating func members() -> [JSONMember]? {
        position += 1
        var members: [JSONMember] = []
        if take("}") { return members }
        repeat {
            skipSpace()
            guard current == UInt8(ascii: "\""), let name = string(), take(":"),
                let value = value()
            else { return nil }
            members.append(JSONMember(name: name, value: value))
        } while take(",")
        return take("}") ? members : nil
    }

    private mutating func list() -> [JSONValue]? {
        position += 1
        var values: [JSONValue] = []
        if take("]") { return values }
        repeat {
            guard let value = value() else { return nil }
            values.append(value)
        } while take(",")
        return take("]") ? values : nil
    }

    private mutating func word(_ word: StaticString) -> Bool {
        let end = position + word.utf8CodeUnitCount
        guard end <= bytes.count else { return false }
        let matches = word.withUTF8Buffer { $0.elementsEqual(bytes[position..<end]) }
        if matches { position = end }
        return matches
    }

    /// Takes `-? (0 | [1-9][0-9]*) (\. [0-9]+)? ([eE] [+-]? [0-9]+)?` as it stands.
    private mutating func number() -> String? {
        let start = position
        if current == UInt8(ascii: "-") { position += 1 }
        let whole = position
        guard digits() else { return nil }
        if bytes[whole] == UInt8(ascii: "0"), position - whole > 1 { return nil }
        if current == UInt8(ascii: ".") {
            position += 1
            guard digits() else { return nil }
        }
        if let byte = current, byte | 0x20 == UInt8(ascii: "e") {
            position += 1
            if current == UInt8(ascii: "+") || current == UInt8(ascii: "-") { position += 1 }
            guard digits() else { return nil }
        }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    private mutating func digits() -> Bool {
        let start = position
        while let byte = current, (0x30...0x39).contains(byte) { position += 1 }
        return position > start
    }

    private mutating func string() -> String? {
        position += 1
        var text: [UInt8] = []
        while let byte = current {
            position += 1
            switch byte {
            case UInt8(ascii: "\""): return String(validating: text, as: UTF8.self)
            case UInt8(ascii: "\\"):
                guard let scalar = escaped() else { return nil }
                text += Array(String(Character(scalar)).utf8)
            case 0..<0x20: return nil
            default: text.append(byte)
            }
        }
        return nil
    }

    private mutating func escaped() -> Unicode.Scalar? {
        guard let byte = current else { return nil }
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return .init(byte)
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): return surrogates()
        default: return nil
        }
    }

    /// A character outside the basic plane is written as two units.
    private mutating func surrogates() -> Unicode.Scalar? {
        guard let high = unit() else { return nil }
        guard (0xD800...0xDBFF).contains(high) else { return Unicode.Scalar(high) }
        guard word("\\u"), let low = unit(), (0xDC00...0xDFFF).contains(low) else { return nil }
        return Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00))
    }

    private mutating func unit() -> UInt32? {
        guard position + 4 <= bytes.count,
            bytes[position..<position + 4].allSatisfy({ Character(.init($0)).isHexDigit })
        else { return nil }
        defer { position += 4 }
        return UInt32(String(decoding: bytes[position..<position + 4], as: UTF8.self), radix: 16)
    }
}
