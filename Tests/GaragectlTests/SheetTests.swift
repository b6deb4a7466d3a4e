import Foundation
import FoundationXML
import Testing

@testable import garagectl

/// A person's sheet, in letters and as a picture.
@Suite struct SheetTests {
    static let rows = [
        #"{"row":"assessment","beneficiary":"B1","stood_on":"2026-07-01","index_stood":41,"#
            + #""kind":"exit","version":"q/1","on":"2026-11-21","valid_until":"2027-05-23","#
            + #""index":60,"band":"partial","change":19,"measurable":true,"#
            + #""sentence":"Index 60 of 100, partial."}"#,
        #"{"row":"dimension","dimension":"environment","name":"Environment","stood":10.0,"#
            + #""stands":32.5,"change":22.5,"band_stood":"prevented","band":"fragile"}"#,
        #"{"row":"dimension","dimension":"licence","name":"Licence","stood":null,"stands":90.0,"#
            + #""change":null,"band_stood":null,"band":"autonomous"}"#,
        #"{"row":"dimension","dimension":"physical","name":"Phys & <ical>","stood":null,"#
            + #""stands":null,"change":null,"band_stood":null,"band":null}"#,
    ]

    private static func sheet(_ rows: [String] = rows) throws -> PersonSheet {
        try #require(PersonSheet(rows))
    }

    @Test("rows of another verb are no sheet")
    func otherRows() {
        #expect(PersonSheet([]) == nil)
        #expect(PersonSheet([#"{"row":"dimension"}"#]) == nil)
        #expect(PersonSheet(["x"]) == nil)
    }

    @Test("text: a bar to where it stands, a stroke where it stood, and words for both")
    func text() throws {
        let text = SheetText(sheet: try Self.sheet(), words: SheetWords(.en)).lines
            .joined(separator: "\n")
        #expect(
            text.contains("Environment    ██|█████░░░░░░░░░░░░░░░░░   32.5 fragile (at entry 10.0"))
        #expect(text.contains("Licence        ███████████████████████░░   90.0 autonomous"))
        #expect(text.contains("Phys & <ical>  ·························  too few answers"))
        #expect(text.contains("entry on 2026-07-01 · made on 2026-11-21, valid until 2027-05-23"))
        #expect(text.contains("with nobody and decides"))
    }

    @Test("in French with a comma, and in ASCII where the terminal has no more")
    func french() throws {
        let sheet = try Self.sheet()
        let french = SheetText(sheet: sheet, words: SheetWords(.fr))
        #expect(french.lines.contains { $0.contains("32,5 fragile (à l'entrée 10,0") })
        let plain = SheetText(sheet: sheet, words: SheetWords(.fr), isPlain: true)
        #expect(plain.lines.allSatisfy { $0.allSatisfy(\.isASCII) })
        #expect(plain.lines.contains { $0.contains("##|#####--") })
    }

    @Test("an entry alone has no legend of what stood")
    func entry() throws {
        let rows = [
            Self.rows[0].replacing(#""stood_on":"2026-07-01""#, with: #""stood_on":null"#),
            Self.rows[2],
        ]
        let sheet = try Self.sheet(rows)
        let words = SheetWords(.en)
        #expect(!SheetText(sheet: sheet, words: words).lines.joined().contains("at entry"))
        #expect(!SheetPicture(sheet: sheet, words: words).document.contains(">at entry<"))
        #expect(words.dates(sheet) == "made on 2026-11-21, valid until 2027-05-23")
    }

    @Test("bars end at their limits", arguments: [(0.0, 0), (100, 25), (50, 13), (1.9, 0), (2, 1)])
    func ends(points: Double, cells: Int) throws {
        let rows = [Self.rows[0], Self.rows[2].replacing("90.0", with: "\(points)")]
        let lines = SheetText(sheet: try Self.sheet(rows), words: SheetWords(.en)).lines
        let line = try #require(lines.first { $0.contains("Licence") })
        #expect(line.count { $0 == "█" } == cells)
    }

    @Test("the picture is whole XML, says what it shows, and needs nothing from outside")
    func picture() throws {
        for language in Language.allCases {
            let picture = SheetPicture(sheet: try Self.sheet(), words: SheetWords(language))
            let document = picture.document
            let parser = XMLParser(data: Data(document.utf8))
            #expect(parser.parse(), "\(String(describing: parser.parserError))")
            #expect(document == picture.document)
            #expect(document.contains("<desc id=\"description\">"))
            #expect(document.contains("lang=\"\(language.rawValue)\""))
            for outside in ["href", "<script", "@import", "<image", "url(http"] {
                #expect(!document.contains(outside))
            }
            // Where somebody stood is seen without colour.
            #expect(document.contains("fill=\"url(#stood)\"") && document.contains("<pattern"))
            #expect(document.contains("Phys &amp; &lt;ical&gt;"))
        }
        let english = SheetPicture(sheet: try Self.sheet(), words: SheetWords(.en))
        #expect(english.description.contains("Environment: 32.5 (fragile), at entry 10.0 (prev"))
        #expect(english.description.contains("Phys & <ical>: too few answers."))
        #expect(english.document.contains("width=\"117\" height=\"18\""))
    }
}
