import Foundation
import LineProtocol
import Testing

/// Replies of random values, written in each format and read by readers that are not the source's.
@Suite struct ReplyRoundTripTests {
    private static let texts = [
        "", " ", "a", "é", "🚗", "\"", "\\", "\t", "\n", "\r", "=", ",", "{", "}", "null", "true",
        "\\n", "\\u000a", "\u{0}", "\u{85}", "\u{2028}", "\u{202E}", "\u{FEFF}", "+ OK", "# ", "@7",
    ]

    private static func text(_ random: inout SplitMix) -> String {
        (0..<Int.random(in: 0...5, using: &random))
            .map { _ in texts.randomElement(using: &random) ?? "" }.joined()
    }

    private static func value(_ random: inout SplitMix) -> Field.Value {
        switch Int.random(in: 0..<6, using: &random) {
        case 0: .text(text(&random))
        case 1: .whole(Int64(truncatingIfNeeded: random.next() as UInt64))
        case 2:
            .decimal(
                .random(in: -1e6...1e6, using: &random),
                places: .random(in: 0...9, using: &random))
        case 3: .truth(.random(using: &random))
        case 4: .list((0..<Int.random(in: 0...3, using: &random)).map { _ in text(&random) })
        default: Bool.random(using: &random) ? .missing : .decimal(.nan, places: 2)
        }
    }

    private static func row(_ random: inout SplitMix) -> Reply.Row {
        ["a", "b_km", "c", "d_2", "e"].filter { _ in Int.random(in: 0..<5, using: &random) > 0 }
            .map { Field($0, value(&random)) }
    }

    private static func lines(
        _ rows: [Reply.Row], _ format: ReplyFormat, tag: String? = nil
    ) -> [String] {
        let written = encode(.success(Reply(rows: rows)), format: format, tag: tag)
        return written.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
            .map(String.init)
    }

    /// Whether a number that was read is the one written, to the places that were asked for.
    private static func isClose(_ read: Double?, _ number: Double, places: Int) -> Bool {
        read.map { abs($0 - number) <= 0.5 * pow(10, -Double(places)) + 1e-9 } ?? false
    }

    @Test("JSON gives back every value of every kind")
    func json() throws {
        var random = SplitMix(seed: 71)
        for _ in 0..<3_000 {
            let row = Self.row(&random)
            let line = Self.lines([row], .json)[0]
            let read = try #require(
                try JSONSerialization.jsonObject(with: Data(line.utf8.dropFirst(2)))
                    as? [String: Any], "\(line)")
            #expect(read.count == row.count)
            for field in row {
                let found = try #require(read[field.name])
                switch field.value {
                case .text(let text): #expect(found as? String == text)
                case .whole(let number): #expect((found as? NSNumber)?.int64Value == number)
                case .truth(let truth): #expect(found as? Bool == truth)
                case .list(let items): #expect(found as? [String] == items)
                case .decimal(let number, _) where !number.isFinite: #expect(found is NSNull)
                case .decimal(let number, let places):
                    let read = (found as? NSNumber)?.doubleValue
                    #expect(Self.isClose(read, number, places: places))
                case .missing: #expect(found is NSNull)
                }
            }
        }
    }

    @Test("a table gives back every cell under its own column")
    func tsv() throws {
        var random = SplitMix(seed: 72)
        for _ in 0..<2_000 {
            let rows = (0..<Int.random(in: 1...4, using: &random)).map { _ in Self.row(&random) }
            let cells = Self.lines(rows, .tsv).dropLast().map { line in
                line.dropFirst(2).split(separator: "\t", omittingEmptySubsequences: false)
                    .map(Self.unescaped)
            }
            let columns = cells[0]
            #expect(cells.count == rows.count + 1)
            for (row, cells) in zip(rows, cells.dropFirst()) {
                #expect(cells.count == max(1, columns.count))
                for (column, cell) in zip(columns, cells) {
                    let value = row.first { $0.name == column }?.value ?? .missing
                    #expect(Self.agrees(cell, value), "\(column): \(cell) for \(value)")
                }
            }
        }
    }

    @Test("text gives back every value that a request can hold")
    func text() throws {
        var random = SplitMix(seed: 73)
        var held = 0
        for _ in 0..<3_000 {
            let row = Self.row(&random)
            let line = Self.lines([row], .text)[0].dropFirst(2)
            let present = row.filter { !Self.isMissing($0.value) }
            guard !present.isEmpty else {
                #expect(line.isEmpty)
                continue
            }
            guard let request = try? Request(parsing: "V \(line)") else {
                // Only what a request refuses, which is written \u and four digits.
                #expect(line.contains("\\u"), "\(line)")
                continue
            }
            held += 1
            #expect(request.arguments.map(\.name) == present.map(\.name))
            for (argument, field) in zip(request.arguments, present) {
                #expect(Self.agrees(argument.value, field.value), "\(line)")
            }
        }
        #expect(held > 500)
    }

    @Test(
        "the tag stands on every line, whatever the answer",
        arguments: ["7", "a", "A-1_b.c:d", String(repeating: "x", count: 32)])
    func tags(tag: String) {
        var random = SplitMix(seed: 74)
        for _ in 0..<200 {
            let rows = (0..<Int.random(in: 0...3, using: &random)).map { _ in Self.row(&random) }
            for format in ReplyFormat.allCases {
                let tagged = Self.lines(rows, format, tag: tag)
                let bare = Self.lines(rows, format)
                #expect(tagged == bare.map { "\($0.prefix(2))@\(tag) \($0.dropFirst(2))" })
                #expect(tagged.count == rows.count + (format == .tsv && !rows.isEmpty ? 2 : 1))
            }
        }
        for name in RequestError.Name.allCases {
            let line = encode(.failure(RequestError(name, "Why.")), tag: tag)
            #expect(line == "- @\(tag) \(name.code) \(name.rawValue) Why.\n")
        }
    }

    // MARK: Readers

    private static func isMissing(_ value: Field.Value) -> Bool {
        switch value {
        case .missing: true
        case .decimal(let number, _): !number.isFinite
        default: false
        }
    }

    private static func agrees(_ read: String, _ value: Field.Value) -> Bool {
        switch value {
        case .text(let text): read == text
        case .whole(let number): Int64(read) == number
        case .truth(let truth): read == (truth ? "true" : "false")
        case .list(let items): read == items.joined(separator: ",")
        case .decimal(let number, _) where !number.isFinite: read.isEmpty
        case .decimal(let number, let places):
            isClose(Double(read), number, places: places)
                && (read.split(separator: ".").dropFirst().first?.count ?? 0) == places
        case .missing: read.isEmpty
        }
    }

    /// A cell without its escapes, by a reader that goes one character after the other.
    private static func unescaped(_ cell: some StringProtocol) -> String {
        var text = String.UnicodeScalarView()
        var rest = Array(cell.unicodeScalars)[...]
        while let scalar = rest.popFirst() {
            guard scalar == "\\", let kind = rest.popFirst() else {
                text.append(scalar)
                continue
            }
            switch kind {
            case "t": text.append("\t")
            case "n": text.append("\n")
            case "u":
                let digits = String(String.UnicodeScalarView(rest.prefix(4)))
                rest = rest.dropFirst(4)
                text.append(UInt32(digits, radix: 16).flatMap(Unicode.Scalar.init) ?? "?")
            default: text.append(kind)
            }
        }
        return String(text)
    }
}
