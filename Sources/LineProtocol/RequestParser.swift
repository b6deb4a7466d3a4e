/// Reads the grammar of a request, byte by byte.
struct RequestParser {
    private let bytes: UnsafeRawBufferPointer
    private var position = 0
    /// How many bytes before `position` continue a character: columns count characters.
    private var continuations = 0

    init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    mutating func parse() throws(RequestError) -> Request {
        guard !bytes.isEmpty else {
            throw failure("the line is empty; send a verb, such as HELP")
        }
        let tag = try parseTag()
        let verb = try parseVerb()
        var arguments: [Request.Argument] = []
        var repeated: RequestError?
        while position < bytes.count {
            position += 1
            if arguments.isEmpty { arguments.reserveCapacity(8) }
            guard arguments.count < Request.maximumArguments else {
                throw failure("a request has at most \(Request.maximumArguments) arguments")
            }
            let keyColumn = column
            let argument = try parseArgument()
            if repeated == nil, arguments.contains(where: { $0.name == argument.name }) {
                repeated = RequestError(
                    .repeatedKey, "column \(keyColumn): '\(argument.name)' is given twice; keep one"
                )
            }
            arguments.append(argument)
        }
        if let repeated { throw repeated }
        return Request(tag: tag, verb: verb, arguments: arguments)
    }

    // MARK: The parts of a request

    private mutating func parseTag() throws(RequestError) -> String? {
        guard bytes[0] == 0x40 else { return nil }
        position = 1
        while let byte = current, CharacterRule.mayStandInTag(byte) { position += 1 }
        guard position > 1 else { throw failure("a tag is missing after '@'") }
        guard position - 1 <= Request.maximumTagBytes else {
            throw failure("a tag has at most \(Request.maximumTagBytes) characters", at: 1)
        }
        guard let byte = current else { throw failure("a verb is missing after the tag") }
        guard byte == 0x20 else {
            throw failure("a tag is made of letters, digits and '-', '_', '.', ':'")
        }
        let tag = text(1..<position)
        position += 1
        return tag
    }

    private mutating func parseVerb() throws(RequestError) -> String {
        let start = position
        guard let first = current, CharacterRule.isLetter(first) else {
            throw failure("a line starts with a verb, such as HELP, or with @tag and a verb")
        }
        while let byte = current, CharacterRule.mayStandInVerb(byte) { position += 1 }
        let length = position - start
        guard length <= Request.maximumVerbBytes else {
            throw failure(
                "a verb has at most \(Request.maximumVerbBytes) characters", at: start)
        }
        guard isAtEndOfWord else { throw failure("a verb is made of letters and '-' only") }
        let letters = bytes[start..<position]
        return String(unsafeUninitializedCapacity: length) { text in
            for (index, byte) in letters.enumerated() {
                text[index] = CharacterRule.isLowerCase(byte) ? byte & 0xDF : byte
            }
            return length
        }
    }

    private mutating func parseArgument() throws(RequestError) -> Request.Argument {
        let start = position
        while let byte = current, CharacterRule.mayStandInKey(byte) { position += 1 }
        guard position > start, current == 0x3D else { throw keyFailure(start: start) }
        let name = text(start..<position)
        position += 1
        let valueColumn = column
        let value = current == 0x22 ? try parseQuoted() : try parseBare(of: name)
        return Request.Argument(name: name, value: value, column: valueColumn)
    }

    private mutating func parseBare(of name: String) throws(RequestError) -> String {
        let start = position
        while let byte = current, byte != 0x20 {
            if byte > 0x20, byte < 0x7F, byte != 0x22 {
                position += 1
            } else if byte == 0x22 {
                throw failure("a quote may only open a value; quote the whole value")
            } else {
                try stepOverCharacter()
            }
        }
        guard position > start else {
            throw failure("the value of '\(name)' is missing; write \(name)=\"\" for an empty one")
        }
        return text(start..<position)
    }

    private mutating func parseQuoted() throws(RequestError) -> String {
        let opening = column
        position += 1
        var run = position
        var unescaped: [UInt8] = []
        while let byte = current {
            if byte >= 0x20, byte < 0x7F, byte != 0x22, byte != 0x5C {
                position += 1
            } else if byte == 0x5C {
                unescaped.append(contentsOf: bytes[run..<position])
                try parseEscape(into: &unescaped)
                run = position
            } else if byte == 0x22 {
                let last = run..<position
                position += 1
                guard isAtEndOfWord else {
                    throw failure("a space must follow the closing quote")
                }
                if unescaped.isEmpty { return text(last) }
                unescaped.append(contentsOf: bytes[last])
                return String(decoding: unescaped, as: UTF8.self)
            } else {
                try stepOverCharacter()
            }
        }
        throw RequestError(
            .syntax, "column \(opening): the quote is never closed; end the value with '\"'")
    }

    private mutating func parseEscape(into unescaped: inout [UInt8]) throws(RequestError) {
        let start = position
        position += 1
        switch current {
        case 0x22: unescaped.append(0x22)
        case 0x5C: unescaped.append(0x5C)
        case 0x6E: unescaped.append(0x0A)
        case 0x74: unescaped.append(0x09)
        case 0x75:
            try parseUnicodeEscape(start: start, into: &unescaped)
            return
        default:
            throw failure("after '\\' only '\"', '\\', 'n', 't' and 'uXXXX' may stand", at: start)
        }
        position += 1
    }

    private mutating func parseUnicodeEscape(
        start: Int, into unescaped: inout [UInt8]
    ) throws(RequestError) {
        position += 1
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard let digit = current.flatMap(CharacterRule.hexadecimal) else {
                throw failure("four hexadecimal digits must follow '\\u'", at: start)
            }
            value = value << 4 | digit
            position += 1
        }
        let isBreak = value == 0x0A || value == 0x09
        if !isBreak, let fault = CharacterRule.fault(of: value) {
            throw failure("\(fault)", at: start)
        }
        guard let scalar = Unicode.Scalar(value) else {
            throw failure("the escape names no character", at: start)
        }
        unescaped.append(contentsOf: UTF8.encode(scalar) ?? .init())
    }

    // MARK: Where we are, and what is wrong there

    private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

    private var isAtEndOfWord: Bool { position == bytes.count || bytes[position] == 0x20 }

    private var column: Int { position - continuations + 1 }

    private func text(_ range: Range<Int>) -> String {
        String(decoding: UnsafeRawBufferPointer(rebasing: bytes[range]), as: UTF8.self)
    }

    /// Passes one character that is not plain ASCII, or refuses it.
    private mutating func stepOverCharacter() throws(RequestError) {
        guard bytes[position] >= 0x80, let scalar = UTF8Scalar(bytes, at: position),
            CharacterRule.fault(of: scalar.value) == nil
        else { throw failure("this character is not allowed") }
        position += scalar.width
        continuations += scalar.width - 1
    }

    private func faultHere() -> StaticString? {
        guard let byte = current else { return nil }
        if byte < 0x80 { return CharacterRule.fault(of: UInt32(byte)) }
        guard let scalar = UTF8Scalar(bytes, at: position) else {
            return "the bytes here are not valid UTF-8"
        }
        return CharacterRule.fault(of: scalar.value)
    }

    private func keyFailure(start: Int) -> RequestError {
        guard let byte = current else {
            return start == position
                ? failure("nothing may follow the last argument; remove the space at the end")
                : failure("'=' and a value are missing after the key; write key=value")
        }
        switch byte {
        case 0x20 where start == position:
            return failure("exactly one space stands between arguments; remove the others")
        case 0x3D: return failure("a key is missing before '='")
        case _ where CharacterRule.isLetter(byte):
            return failure("keys are in lower case; write key=value")
        default: return failure("an argument is written key=value")
        }
    }

    /// The error at this place.
    ///
    /// A character that may stand nowhere is told before what was expected.
    private func failure(_ expectation: String, at start: Int? = nil) -> RequestError {
        let place = start.map { column - (position - $0) } ?? column
        let message = start == nil ? faultHere().map { "\($0)" } ?? expectation : expectation
        return RequestError(.syntax, "column \(place): \(message)")
    }
}
