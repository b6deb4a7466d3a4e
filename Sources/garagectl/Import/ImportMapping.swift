import GarageNetwork
import TOMLKit

/// What a dealer's system calls the columns, the steps and the reasons: the file of `--mapping`.
struct ImportMapping: Equatable {
    /// Names of columns, folded, by the first of the names that the column has here.
    private(set) var columns: [String: [String]] = [:]
    /// Steps by their word, folded; nil where such rows are left out.
    private(set) var steps: [String: ReferralEvent?] = [:]
    private(set) var reasons: [String: ReasonCode] = [:]

    /// No file: the words that are known anyway.
    static let none = ImportMapping()

    /// What a mapping gives a word of a dealer's system whose rows are of no interest here.
    static let leftOut = "ignore"
    /// More than any mapping; a bound so that a wrong file is refused at once.
    private static let bytesMax = 1 << 20

    /// Reads a mapping.
    ///
    /// - Throws: a usage failure that names the file, the line or the entry at fault.
    init(path: String) throws(Failure) {
        let bytes = try FileText.read(path)
        guard bytes.count <= Self.bytesMax else {
            throw Failure(.usage, "\(path): this is no mapping: it has more than 1 MB")
        }
        try self.init(path: path, text: String(decoding: bytes, as: UTF8.self))
    }

    init(path: String, text: String) throws(Failure) {
        let table: TOMLTable
        do {
            table = try TOMLTable(string: text)
        } catch let error as TOMLParseError {
            throw Failure(
                .usage, "\(path): line \(error.source.begin.line): \(error.description.printable)",
                advice: "names with spaces or accents stand in quotes: \"Date d'étape\"")
        } catch {
            throw Failure(.usage, "\(path): it is not TOML")
        }
        for section in table.keys.sorted() {
            guard let entries = table[section]?.table else {
                throw Self.fault(path, section, "it is none of [columns], [steps], [reasons]")
            }
            for name in entries.keys.sorted() {
                let words = Self.words(entries[name])
                guard !words.isEmpty, words.allSatisfy({ !$0.folded.isEmpty }) else {
                    throw Self.fault(path, "\(section).\(name)", "a text, or a list of texts")
                }
                try take(section, name, words, path)
            }
        }
    }

    private init() {}

    private mutating func take(
        _ section: String, _ name: String, _ words: [String], _ path: String
    ) throws(Failure) {
        switch section {
        case "columns":
            let known = ImportKind.steps.columns.compactMap(\.names.first)
            guard known.contains(name.folded) else {
                throw Self.fault(
                    path, "columns.\(name)", "the columns are \(known.joined(separator: ", "))")
            }
            columns[name.folded] = words.map(\.folded)
        case "steps":
            guard words.count == 1, let event = Self.event(words[0]) else {
                let known = ReferralEvent.allCases.filter(\.isFact).map(\.rawValue)
                throw Self.fault(
                    path, "steps.\(name)",
                    "it is one of \((known + [Self.leftOut]).joined(separator: ", "))")
            }
            steps.updateValue(event, forKey: name.folded)
        case "reasons":
            guard words.count == 1, let reason = ReasonWords.codes[words[0].folded] else {
                let known = ReasonCode.allCases.map(\.rawValue)
                throw Self.fault(
                    path, "reasons.\(name)", "it is one of \(known.joined(separator: ", "))")
            }
            reasons[name.folded] = reason
        default: throw Self.fault(path, section, "it is none of [columns], [steps], [reasons]")
        }
    }

    private static func event(_ word: String) -> ReferralEvent?? {
        if word == leftOut { return .some(nil) }
        return StepWords.events[word.folded].map { $0 }
    }

    private static func words(_ value: (any TOMLValueConvertible)?) -> [String] {
        if let text = value?.string { return [text] }
        guard let list = value?.array else { return [] }
        let texts = list.compactMap(\.string)
        return texts.count == list.count ? texts : []
    }

    private static func fault(_ path: String, _ entry: String, _ what: String) -> Failure {
        Failure(
            .usage, "\(path): \(entry.printable): \(what)",
            advice: "Config/import-steps.example.toml shows every kind of entry")
    }

    /// The step that a cell names; nil where its row is left out.
    func step(_ cell: String) throws(RowFault) -> ReferralEvent? {
        let word = cell.folded
        if let own = steps[word] { return own }
        guard let event = StepWords.events[word] else {
            throw RowFault(
                reason: "'\(cell.cut(to: 30))' is no step known here; --mapping can say which it is"
            )
        }
        return event
    }

    /// The reason that a cell names.
    func reason(_ cell: String) throws(RowFault) -> ReasonCode {
        let word = cell.folded
        guard let reason = reasons[word] ?? ReasonWords.codes[word] else {
            throw RowFault(
                reason:
                    "'\(cell.cut(to: 30))' is no reason known here; --mapping can say which it is")
        }
        return reason
    }
}
