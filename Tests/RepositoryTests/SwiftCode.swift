/// Swift source with its comments and the contents of its strings blanked out, line by line.
///
/// A reader of the language's surface, not a parser: it knows comments (nested ones too), strings
/// of every kind and code inside `\(…)`. A regular expression between slashes counts as code.
struct SwiftCode {
    var text: String { String(decoding: code, as: UTF8.self) }
    private var code: [UInt8] = []
    private var contexts = [Context.code(parentheses: 0)]
    private let source: [UInt8]
    private var position = 0

    private enum Context: Equatable {
        /// Inside `\(…)` it ends with the parenthesis that closes it.
        case code(parentheses: Int)
        case string(hashes: Int, isLong: Bool)
        case lineComment
        case blockComment(depth: Int)
    }

    init(_ source: String) {
        self.source = Array(source.utf8)
        code.reserveCapacity(self.source.count)
        while position < self.source.count { step() }
    }

    private mutating func step() {
        switch contexts.last {
        case .code(let parentheses): stepInCode(parentheses)
        case .string(let hashes, let isLong): stepInString(hashes, isLong)
        case .lineComment:
            if source[position] == newline { contexts.removeLast() }
            blank(1)
        case .blockComment(let depth): stepInBlockComment(depth)
        case nil: blank(1)
        }
    }

    private mutating func stepInCode(_ parentheses: Int) {
        if sees("//") { return open(.lineComment, length: 2) }
        if sees("/*") { return open(.blockComment(depth: 1), length: 2) }
        let hashes = source[position...].prefix { $0 == UInt8(ascii: "#") }.count
        if sees("\"\"\"", after: hashes) {
            return open(.string(hashes: hashes, isLong: true), length: hashes + 3)
        }
        if sees("\"", after: hashes) {
            return open(.string(hashes: hashes, isLong: false), length: hashes + 1)
        }
        switch source[position] {
        case UInt8(ascii: "("): contexts[contexts.count - 1] = .code(parentheses: parentheses + 1)
        case UInt8(ascii: ")"):
            contexts[contexts.count - 1] = .code(parentheses: parentheses - 1)
            // The outermost code has no string around it to go back to.
            if parentheses == 1, contexts.count > 1 { contexts.removeLast() }
        default: break
        }
        code.append(source[position])
        position += 1
    }

    private mutating func stepInString(_ hashes: Int, _ isLong: Bool) {
        let marks = String(repeating: "#", count: hashes)
        let end = (isLong ? "\"\"\"" : "\"") + marks
        if sees(end) {
            contexts.removeLast()
            return blank(end.utf8.count)
        }
        if sees("\\\(marks)(") {
            blank(hashes + 1)
            return contexts.append(.code(parentheses: 0))
        }
        if sees("\\\(marks)") { return blank(min(hashes + 2, source.count - position)) }
        // A short string ends with its line in any case: what follows is read as code again.
        if !isLong, source[position] == newline { contexts.removeLast() }
        blank(1)
    }

    private mutating func stepInBlockComment(_ depth: Int) {
        let change = sees("/*") ? 1 : sees("*/") ? -1 : 0
        contexts[contexts.count - 1] = .blockComment(depth: depth + change)
        if depth + change == 0 { contexts.removeLast() }
        blank(change == 0 ? 1 : 2)
    }

    private mutating func open(_ context: Context, length: Int) {
        contexts.append(context)
        blank(length)
    }

    /// Steps over characters, keeping only the ends of lines.
    private mutating func blank(_ count: Int) {
        for byte in source[position..<(position + count)] {
            code.append(byte == newline ? newline : UInt8(ascii: " "))
        }
        position += count
    }

    private func sees(_ word: String, after offset: Int = 0) -> Bool {
        source[min(position + offset, source.count)...].starts(with: word.utf8)
    }
}

private let newline = UInt8(ascii: "\n")

extension SwiftCode {
    /// A function, initializer, subscript or deinitializer with a body.
    struct Function: Equatable {
        /// From 1.
        let line: Int
        let lineCount: Int
    }

    /// Every function in blanked code, inner ones too: from its keyword to its closing brace.
    static func functions(in code: String) -> [Function] {
        let lines = code.split(separator: "\n", omittingEmptySubsequences: false)
        return lines.indices.compactMap { start in
            guard lines[start].contains(/\b(func\s+\S|init[?]?[(<]|deinit\s*\{|subscript[(<])/),
                !lines[start].contains(/[.=(]\s*(init|subscript)\b|\bself\.init/)
            else { return nil }
            return end(of: lines[start...]).map {
                Function(line: start + 1, lineCount: $0 - start + 1)
            }
        }
    }

    /// The line with the brace that closes the first one; nothing when the next declaration or a
    /// closing brace comes first, as in a protocol.
    private static func end(of lines: ArraySlice<Substring>) -> Int? {
        var depth = 0
        for (index, line) in zip(lines.indices, lines) {
            let isLater = index > lines.startIndex
            if depth == 0, isLater, line.contains(/\b(func|var|let|init|struct|case)\b/) {
                return nil
            }
            for character in line {
                if character == "{" { depth += 1 }
                if character == "}" {
                    depth -= 1
                    if depth == 0 { return index }
                    if depth < 0 { return nil }
                }
            }
        }
        return nil
    }
}
