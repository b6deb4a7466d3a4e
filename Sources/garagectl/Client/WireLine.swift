import LineProtocol

/// One line from the daemon, told apart by its first byte.
enum WireLine: Equatable {
    /// A row, as it stood after `= `, without the tag.
    case row(String)
    case final(FinalLine)
    /// Something for a subscriber, without `! `.
    case pushed(String)
    case comment(String)

    init(_ line: String) throws(Failure) {
        let rest = line.dropFirst(2)
        switch line.prefix(2) {
        case "= ": self = .row(String(Self.untagged(rest)))
        case "+ ": self = .final(try FinalLine(worked: String(Self.untagged(rest))))
        case "- ": self = .final(try FinalLine(refused: String(Self.untagged(rest))))
        case "! ": self = .pushed(String(rest))
        case "# ", "#": self = .comment(String(rest))
        default: throw .badReply("a line that starts with none of '= + - ! #'")
        }
    }

    private static func untagged(_ text: Substring) -> Substring {
        guard text.first == "@" else { return text }
        return text.drop { $0 != " " }.dropFirst()
    }
}

/// How a reply ended.
enum FinalLine: Equatable {
    /// `+ OK k=v …`: the values, in order.
    case worked([NamedText])
    /// `- 404 NO-SUCH text`.
    case refused(Refusal)

    init(worked text: String) throws(Failure) {
        guard let request = try? Request(parsing: text), request.verb == "OK" else {
            throw .badReply("a '+' line that is not '+ OK key=value …'")
        }
        self = .worked(request.arguments.map { NamedText(name: $0.name, text: $0.value) })
    }

    init(refused text: String) throws(Failure) {
        let parts = text.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count >= 2, let code = Int(parts[0]), (400...599).contains(code) else {
            throw .badReply("a '-' line that is not '- CODE NAME text'")
        }
        let sentence = parts.count > 2 ? String(parts[2]) : ""
        self = .refused(Refusal(code: code, name: String(parts[1]), sentence: sentence))
    }
}

/// A value and what it is called.
struct NamedText: Equatable {
    let name: String
    let text: String
}

/// Why the daemon did not do what was asked.
struct Refusal: Equatable {
    /// In HTTP's sense.
    let code: Int
    let name: String
    let sentence: String

    var description: String { sentence.isEmpty ? "\(code) \(name)" : "\(code) \(name) \(sentence)" }

    /// 429 and 5xx: the same request may work later.
    var isWorthRetrying: Bool { code == 429 || code >= 500 }

    /// What `retry-ms=` says, when it is there.
    var retryMilliseconds: Int? { count("retry-ms") }

    /// The whole number that `name=` says before the sentence, when it is there.
    func count(_ name: String) -> Int? {
        let prefix = name + "="
        return sentence.split(separator: " ").lazy
            .filter { $0.hasPrefix(prefix) }
            .compactMap { Int($0.dropFirst(prefix.count)) }.first
    }
}
