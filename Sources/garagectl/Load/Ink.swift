/// What a terminal can show: colours, and letters beyond ASCII.
struct Ink: Equatable {
    let hasColour: Bool
    let hasUnicode: Bool

    /// As standard output and the environment say: letters beyond ASCII for a person at a terminal
    /// whose locale has them and who did not ask for plain text.
    static var ofTerminal: Ink {
        Ink(
            hasColour: Terminal.hasColour,
            hasUnicode: Terminal.hasColour && localeHasUnicode(environmentValue))
    }

    /// The first of the three variables that is set decides, as everywhere (POSIX).
    static func localeHasUnicode(_ variable: (String) -> String?) -> Bool {
        let locale =
            ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap(variable).first { !$0.isEmpty } ?? "C"
        let name = locale.lowercased()
        return name.contains("utf-8") || name.contains("utf8")
    }

    /// Colours of the terminal, by the numbers of ECMA-48.
    enum Colour: String {
        case yellow = "33"
        case red = "31"
        case green = "32"
        case faint = "2"
        case plain = ""
    }

    /// The colour of where a garage's month is heading: too few, too many, on course.
    static func colour(of verdict: String) -> Colour {
        switch verdict {
        case "starving", "low": .yellow
        case "overloaded", "high": .red
        case "on-course": .green
        default: .plain
        }
    }

    /// The line as it goes to the terminal, without blanks at its end.
    func rendered(_ line: InkLine) -> String {
        var spans = line.spans
        while let last = spans.indices.last, spans[last].text.trimmedEnd.isEmpty {
            spans.removeLast()
        }
        if let last = spans.indices.last { spans[last].text = spans[last].text.trimmedEnd }
        return spans.map(rendered).joined()
    }

    private func rendered(_ span: InkLine.Span) -> String {
        let text = hasUnicode ? span.text : PlainText.ascii(span.text)
        guard hasColour, span.colour != .plain, !text.isEmpty else { return text }
        return "\u{1B}[\(span.colour.rawValue)m\(text)\u{1B}[0m"
    }
}

/// A line in pieces of different colours.
struct InkLine: Equatable {
    struct Span: Equatable {
        var text: String
        let colour: Ink.Colour
    }

    private(set) var spans: [Span]

    init(_ text: String, _ colour: Ink.Colour = .plain) {
        spans = [Span(text: text, colour: colour)]
    }

    static func + (a: InkLine, b: InkLine) -> InkLine {
        var sum = a
        sum.spans += b.spans
        return sum
    }
}
