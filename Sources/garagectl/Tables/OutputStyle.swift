/// How rows are printed.
enum OutputStyle: Equatable {
    case table, json, csv
}

/// A reply as it is printed: lines for standard output, and what a person should know besides.
struct PrintedReply: Equatable {
    var output: [String] = []
    /// For standard error: rows that did not come.
    var notes: [String] = []

    init(
        _ reply: WireReply, values: [NamedText], style: OutputStyle, verb: String = "",
        width: Int? = nil, colours: Bool = false, isQuiet: Bool = false
    ) {
        let objects = reply.rows.compactMap(JSONReader.object)
        let isListing = values.contains { $0.name == "rows" }
        let isTabular = objects.count == reply.rows.count && !objects.isEmpty
        switch style {
        case .json:
            output = reply.rows
            if reply.rows.isEmpty, !isListing { output = [values.jsonObject] }
        case .csv:
            let rows =
                objects.isEmpty && !isListing
                ? [values.map { JSONMember(name: $0.name, value: .text($0.text)) }] : objects
            output = isTabular || reply.rows.isEmpty ? CSVText.lines(rows) : reply.rows
        case .table:
            output =
                isTabular
                ? Table.lines(ofKinds: objects, width: width, colours: colours)
                : reply.rows.map(\.printable)
            if !isQuiet, let footer = Footer.line(values, hasRows: !reply.rows.isEmpty) {
                output += isTabular ? ["", footer] : [footer]
            }
        }
        if let next = Footer.continuation(values, verb: verb) { notes.append(next) }
    }
}

/// The sentence under a table.
enum Footer {
    /// What the final line said: `rows 5 · within 30km · reachable 11`; nil when it said nothing.
    static func line(_ values: [NamedText], hasRows: Bool) -> String? {
        let shown = values.filter { $0.name != "more" && $0.name != "next" }
        if shown.isEmpty { return hasRows ? nil : "OK" }
        return shown.map { "\($0.name) \($0.text.printable)" }.joined(separator: " · ")
    }

    /// Verbs whose lists begin with the latest and go back.
    private static let backward: Set<String> = ["REFERRALS", "OUTBOX"]

    /// How to go on when there are more rows.
    static func continuation(_ values: [NamedText], verb: String = "") -> String? {
        guard let more = values.first(where: { $0.name == "more" })?.text, more != "0" else {
            return nil
        }
        guard let next = values.first(where: { $0.name == "next" })?.text else {
            // What is only known to be more is told as 1.
            let rows = more == "1" ? "more rows" : "\(more.printable) rows more"
            return "\(rows) were left out: a higher limit=… shows them"
        }
        let key = backward.contains(verb) ? "before" : "after"
        let words = next.contains("=") ? next : "\(key)=\(RequestText.written(next))"
        return "there are more rows: repeat the command with \(words.printable)"
    }
}

extension [NamedText] {
    /// One JSON object; what reads as a number stays one.
    var jsonObject: String {
        let members = map { value in
            // One member that is the text and no more: `1,"b":2` would be two.
            let read = JSONReader.object("{\"n\":\(value.text)}")
            let isNumber = read == [JSONMember(name: "n", value: .number(value.text))]
            let text = isNumber ? value.text : JSONText.string(value.text)
            return "\(JSONText.string(value.name)):\(text)"
        }
        return "{\(members.joined(separator: ","))}"
    }
}

/// Writing JSON.
enum JSONText {
    static func string(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            case "\t": quoted += "\\t"
            case _ where scalar.value < 0x20:
                let digits = String(scalar.value, radix: 16)
                quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}

extension OutputStyle {
    /// Prints rows of the tool's own making.
    func print(_ rows: [[JSONMember]]) {
        let lines =
            switch self {
            case .json: rows.map(\.jsonObject)
            case .csv: CSVText.lines(rows)
            case .table:
                Table(rows, titled: Self.title).lines(
                    width: Terminal.width, colours: Terminal.hasColour)
            }
        lines.forEach(Terminal.print)
    }
}

extension OutputStyle {
    /// `in_percent` is `in %` to a person.
    private static func title(_ name: String) -> String {
        name.replacing("_percent", with: " %").replacing("_", with: " ")
    }
}

extension [JSONMember] {
    /// A flat object: texts and numbers.
    fileprivate var jsonObject: String {
        let members = map { member in
            let text =
                member.value.isNumber ? member.value.plain : JSONText.string(member.value.plain)
            return "\(JSONText.string(member.name)):\(text)"
        }
        return "{\(members.joined(separator: ","))}"
    }
}
