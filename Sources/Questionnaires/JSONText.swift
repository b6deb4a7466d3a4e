/// A strict reader of JSON (RFC 8259) that keeps lines, the order of members, and repeated names.
///
/// A fault in a file is of use to whoever wrote it only with its line, and a name that stands twice
/// is a fault that dictionaries hide.
struct JSONText {
    private let bytes: [UInt8]
    private var position = 0
    private var line = 1
    private var depth = 0

    /// Deeper than any questionnaire; a bound so that no file exhausts the stack.
    private static let depthMax = 32

    static func read(_ text: String) throws(JSONFault) -> JSONNode {
        var reader = JSONText(bytes: Array(text.utf8))
        let node = try reader.value()
        reader.skipSpace()
        guard reader.current == nil else { throw reader.fault("nothing may follow the value") }
        return node
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

    private func fault(_ reason: String) -> JSONFault { JSONFault(line: line, reason: reason) }

    private mutating func skipSpace() {
        while let byte = current, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D {
            if byte == 0x0A { line += 1 }
            position += 1
        }
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        skipSpace()
        guard current == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    private mutating func value() throws(JSONFault) -> JSONNode {
        skipSpace()
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.depthMax else { throw fault("values stand too deep in each other") }
        let start = line
        let content: JSONNode.Content
        switch current {
        case UInt8(ascii: "{"): content = .object(try members())
        case UInt8(ascii: "["): content = .list(try list())
        case UInt8(ascii: "\""): content = .text(try string())
        case UInt8(ascii: "t") where word("true"): content = .truth(true)
        case UInt8(ascii: "f") where word("false"): content = .truth(false)
        case UInt8(ascii: "n") where word("null"): content = .null
        default: content = .number(try number())
        }
        return JSONNode(line: start, content: content)
    }

    private mutating func members() throws(JSONFault) -> [JSONMember] {
        position += 1
        var members: [JSONMember] = []
        if take("}") { return members }
        repeat {
            skipSpace()
            guard current == UInt8(ascii: "\"") else { throw fault("a name in quotes must follow") }
            let start = line
            let name = try string()
            guard take(":") else { throw fault("a ':' must follow a name") }
            members.append(JSONMember(name: name, line: start, value: try value()))
        } while take(",")
        guard take("}") else { throw fault("a ',' or '}' must follow") }
        return members
    }

    private mutating func list() throws(JSONFault) -> [JSONNode] {
        position += 1
        var values: [JSONNode] = []
        if take("]") { return values }
        repeat { values.append(try value()) } while take(",")
        guard take("]") else { throw fault("a ',' or ']' must follow") }
        return values
    }

    private mutating func word(_ word: StaticString) -> Bool {
        let end = position + word.utf8CodeUnitCount
        guard end <= bytes.count else { return false }
        let matches = word.withUTF8Buffer { $0.elementsEqual(bytes[position..<end]) }
        if matches { position = end }
        return matches
    }

    /// Takes `-? (0 | [1-9][0-9]*) (\. [0-9]+)? ([eE] [+-]? [0-9]+)?` as it stands.
    private mutating func number() throws(JSONFault) -> String {
        let start = position
        if current == UInt8(ascii: "-") { position += 1 }
        let whole = position
        guard digits() else { throw fault("a value must follow") }
        guard bytes[whole] != UInt8(ascii: "0") || position - whole == 1 else {
            throw fault("a number must not begin with 0")
        }
        if current == UInt8(ascii: ".") {
            position += 1
            guard digits() else { throw fault("digits must follow a '.'") }
        }
        if let byte = current, byte | 0x20 == UInt8(ascii: "e") {
            position += 1
            if current == UInt8(ascii: "+") || current == UInt8(ascii: "-") { position += 1 }
            guard digits() else { throw fault("digits must follow an 'e'") }
        }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    private mutating func digits() -> Bool {
        let start = position
        while let byte = current, (0x30...0x39).contains(byte) { position += 1 }
        return position > start
    }

    private mutating func string() throws(JSONFault) -> String {
        position += 1
        var text: [UInt8] = []
        while let byte = current {
            position += 1
            switch byte {
            case UInt8(ascii: "\""):
                guard let read = String(validating: text, as: UTF8.self) else {
                    throw fault("the text is not UTF-8")
                }
                return read
            case UInt8(ascii: "\\"): text += Array(String(Character(try escaped())).utf8)
            case 0..<0x20: throw fault("a text must end on the line that it begins on")
            default: text.append(byte)
            }
        }
        throw fault("a text has no end")
    }

    private mutating func escaped() throws(JSONFault) -> Unicode.Scalar {
        let byte = current
        position += 1
        switch byte {
        case UInt8(ascii: "\""): return "\""
        case UInt8(ascii: "\\"): return "\\"
        case UInt8(ascii: "/"): return "/"
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): return try surrogates()
        default: throw fault("what follows '\\' is no escape")
        }
    }

    /// A character outside the basic plane is written as two units.
    private mutating func surrogates() throws(JSONFault) -> Unicode.Scalar {
        let high = try unit()
        if let scalar = Unicode.Scalar(high) { return scalar }
        if (0xD800...0xDBFF).contains(high), word("\\u") {
            let low = try unit()
            if (0xDC00...0xDFFF).contains(low),
                let scalar = Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00))
            {
                return scalar
            }
        }
        throw fault("a '\\u' is half a character")
    }

    private mutating func unit() throws(JSONFault) -> UInt32 {
        guard position + 4 <= bytes.count,
            bytes[position..<position + 4].allSatisfy({ Character(.init($0)).isHexDigit }),
            let unit = UInt32(
                String(decoding: bytes[position..<position + 4], as: UTF8.self), radix: 16)
        else { throw fault("four hexadecimal digits must follow '\\u'") }
        position += 4
        return unit
    }
}
