import Foundation
import FoundationXML
import Testing

@testable import garagectl

@Suite struct SVGTests {
    @Test(arguments: [
        ("", ""), ("Garage de Lens", "Garage de Lens"),
        ("<b>&\"'", "&lt;b&gt;&amp;&quot;'"), ("]]>", "]]&gt;"),
        ("a\tb\nc\rd", "a&#9;b&#10;c&#13;d"),
        ("\u{0}\u{1B}[2J\u{7F}", "[2J\u{7F}"), ("\u{FFFE}x\u{FFFF}", "x"), ("é€🚗", "é€🚗"),
    ])
    func textIsEscaped(text: String, expected: String) {
        #expect(XMLText.escaped(text) == expected)
    }

    @Test(
        arguments: [
            (0, "0"), (1, "1"), (-1, "-1"), (1.5, "1.5"), (1.05, "1.05"), (1.004, "1"),
            (1.996, "2"), (-0.25, "-0.25"), (-0.001, "0"), (123.456, "123.46"),
            (1e300, "1000000000"),
            (.nan, "0"), (.infinity, "0"), (-.infinity, "0"),
        ] as [(Double, String)])
    func numbersAreShort(number: Double, expected: String) {
        #expect(XMLText.number(number) == expected)
    }

    @Test func anElementIsWrittenInTheOrderGiven() {
        let picture = SVGElement("g", ["b": 1, "a": "x\"y", "c": 0.5]).containing([
            .line(.init(x: 0, y: 1), .init(x: 2, y: 3), stroke: "red"),
            SVGElement("text").saying("a < b").titled("t"),
        ])
        #expect(
            picture.xml == """
                <g b="1" a="x&quot;y" c="0.5">
                <line x1="0" y1="1" x2="2" y2="3" stroke="red" stroke-width="1"/>
                <text><title>t</title>a &lt; b</text>
                </g>
                """)
    }

    @Test func whateverIsWrittenCanBeRead() throws {
        for scalar in (UInt32(0)...0x3FF).map({ $0 }) + [0x2028, 0xFFFD, 0xFFFE, 0xFFFF, 0x1F697] {
            let character = String(try #require(Unicode.Scalar(scalar)))
            let text = "a\(character)b"
            let xml = SVGElement("t", ["v": "\(text)"]).saying(text).xml
            let read = try #require(ReadXML(xml), "U+\(String(scalar, radix: 16))")
            let isForbidden =
                scalar < 0x20 && ![9, 10, 13].contains(scalar) || [0xFFFE, 0xFFFF].contains(scalar)
            #expect(read.elements[0].text == (isForbidden ? "ab" : text))
            #expect(read.elements[0].attributes["v"] == (isForbidden ? "ab" : text))
        }
    }

    @Test func areasAreClosedRings() {
        let ring = [
            PicturePoint(x: 0, y: 0), PicturePoint(x: 1, y: 0), PicturePoint(x: 1, y: 1.25),
        ]
        let xml = SVGElement.area([ring, ring], fill: "a", stroke: "b").xml
        #expect(xml.contains(#"d="M0 0L1 0L1 1.25ZM0 0L1 0L1 1.25Z""#))
    }
}

/// A document as Foundation's parser reads it: every element with its text, in document order.
final class ReadXML: NSObject, XMLParserDelegate {
    struct Element {
        let name: String
        let attributes: [String: String]
        var text = ""
        /// The element that this one is in.
        let parent: Int?
    }

    private(set) var elements: [Element] = []
    private var open: [Int] = []

    /// Nil when the document is not well formed.
    init?(_ xml: String) {
        super.init()
        let parser = XMLParser(data: Data(xml.utf8))
        parser.delegate = self
        guard parser.parse(), open.isEmpty, !elements.isEmpty else { return nil }
    }

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
        qualifiedName: String?, attributes: [String: String]
    ) {
        elements.append(Element(name: name, attributes: attributes, parent: open.last))
        open.append(elements.count - 1)
    }

    func parser(_ parser: XMLParser, foundCharacters text: String) {
        if let index = open.last { elements[index].text += text }
    }

    func parser(
        _ parser: XMLParser, didEndElement: String, namespaceURI: String?, qualifiedName: String?
    ) {
        open.removeLast()
    }

    func all(_ name: String) -> [Element] { elements.filter { $0.name == name } }
}
