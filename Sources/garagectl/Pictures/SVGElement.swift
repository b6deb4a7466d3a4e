/// An element of an SVG picture: a name, attributes in the order given, and what stands inside.
///
/// A picture is a value: the same elements give the same bytes.
struct SVGElement: Equatable {
    let name: String
    private(set) var attributes: [Attribute] = []
    private(set) var contents: [Content] = []

    struct Attribute: Equatable {
        let name: String
        let value: String
    }

    enum Content: Equatable {
        case element(SVGElement)
        case text(String)
    }

    init(_ name: String, _ attributes: KeyValuePairs<String, SVGValue> = [:]) {
        self.name = name
        self.attributes = attributes.map { Attribute(name: $0.key, value: $0.value.text) }
    }

    /// This element with more elements inside.
    func containing(_ elements: [SVGElement]) -> SVGElement {
        var copy = self
        copy.contents += elements.map(Content.element)
        return copy
    }

    /// This element with text inside, whatever characters it has.
    func saying(_ text: String) -> SVGElement {
        var copy = self
        copy.contents.append(.text(text))
        return copy
    }

    /// This element with a name that shows when a pointer rests on it.
    func titled(_ title: String) -> SVGElement {
        var copy = self
        copy.contents.insert(.element(SVGElement("title").saying(title)), at: 0)
        return copy
    }

    /// The element as XML, one line for each element that holds others.
    var xml: String {
        var text = ""
        write(to: &text)
        return text
    }

    /// Line ends between elements mean nothing, but beside text they would be shown.
    private var hasText: Bool {
        contents.contains { content in
            if case .text = content { true } else { false }
        }
    }

    private func write(to text: inout String) {
        text += "<" + name
        for attribute in attributes {
            text += " \(attribute.name)=\"\(XMLText.escaped(attribute.value))\""
        }
        guard !contents.isEmpty else {
            text += "/>"
            return
        }
        text += ">"
        let isBlock = contents.count > 1 && !hasText
        for content in contents {
            if isBlock { text += "\n" }
            switch content {
            case .element(let element): element.write(to: &text)
            case .text(let words): text += XMLText.escaped(words)
            }
        }
        text += (isBlock ? "\n</" : "</") + name + ">"
    }
}

/// What an attribute may be set to: text, or a number with at most two decimals.
struct SVGValue: ExpressibleByStringInterpolation, ExpressibleByIntegerLiteral,
    ExpressibleByFloatLiteral, Equatable
{
    let text: String

    init(_ text: String) { self.text = text }
    init(_ number: Double) { text = XMLText.number(number) }
    init(stringLiteral text: String) { self.text = text }
    init(integerLiteral number: Int) { text = String(number) }
    init(floatLiteral number: Double) { text = XMLText.number(number) }
}

/// Text and numbers as XML has them.
enum XMLText {
    /// This text with the characters that mean something written as entities, and without those
    /// that XML 1.0 forbids: most controls, and the two non-characters of its last rule.
    static func escaped(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "\t", "\n", "\r": escaped += "&#\(scalar.value);"
            case _ where scalar.value < 0x20 || scalar.value == 0xFFFE || scalar.value == 0xFFFF:
                continue
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }

    /// A number with at most two decimals and none that is not needed; what is not finite is 0,
    /// because no picture can be drawn there.
    static func number(_ number: Double) -> String {
        guard number.isFinite else { return "0" }
        let hundredths = Int((Swift.min(Swift.max(number, -1e9), 1e9) * 100).rounded())
        let (whole, rest) = (abs(hundredths) / 100, abs(hundredths) % 100)
        let sign = hundredths < 0 ? "-" : ""
        if rest == 0 { return "\(sign)\(whole)" }
        let digits = rest % 10 == 0 ? "\(rest / 10)" : rest < 10 ? "0\(rest)" : "\(rest)"
        return "\(sign)\(whole).\(digits)"
    }
}
