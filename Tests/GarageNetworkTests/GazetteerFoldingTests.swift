import GarageNetwork
import Testing

@Suite struct GazetteerFoldingTests {
    static let table: [(text: String, folded: String)] = [
        ("", ""),
        (" \t\n ", ""),
        ("-", ""),
        ("Lens", "lens"),
        ("LENS", "lens"),
        ("  Le   Mans ", "le mans"),
        ("Béthune", "bethune"),
        ("BÉTHUNE", "bethune"),
        ("L'Haÿ-les-Roses", "l hay les roses"),
        ("L’Haÿ‑les‑Roses", "l hay les roses"),
        ("Œuilly", "oeuilly"),
        ("Schœlcher", "schoelcher"),
        ("Ægidius", "aegidius"),
        ("Straße STRAẞE", "strasse strasse"),
        ("Îles-du-Çà", "iles du ca"),
        ("St-Étienne", "saint etienne"),
        ("st.etienne", "saint etienne"),
        ("Ste Marie", "sainte marie"),
        ("STE", "sainte"),
        ("st", "saint"),
        ("Brest", "brest"),
        ("Estevelles, Est/Ouest", "estevelles est ouest"),
        ("Stains", "stains"),
        ("Steene", "steene"),
        ("Bourg St Maurice", "bourg saint maurice"),
        ("Saint-Denis (974)", "saint denis 974"),
        ("Łódź Ĳssel Ŷ Ž ſ", "lodz ijssel y z s"),
        ("Ðæ Þing ø × ÿ", "dae thing o x y"),
        ("İstanbul ı Ŋ ŉ ĸ", "istanbul i n n k"),
        ("Αθήνα", "αθήνα"),
        ("62300\u{A0}Lens\u{202F}!", "62300 lens !"),
        ("a\u{0}b", "a b"),
    ]

    @Test(arguments: table)
    func foldsToWhatAPersonHears(row: (text: String, folded: String)) {
        #expect(row.text.folded == row.folded)
    }

    @Test(arguments: table)
    func foldingTwiceChangesNothing(row: (text: String, folded: String)) {
        #expect(row.text.folded.folded == row.text.folded)
    }

    @Test(arguments: [
        ("E\u{301}pernay", "\u{C9}pernay"), ("C\u{327}a", "\u{C7}a"), ("ay\u{308}", "a\u{FF}"),
        ("u\u{308}\u{301}", "u"), ("S\u{30C}", "\u{160}"),
    ])
    func composedAndDecomposedFoldAlike(decomposed: String, composed: String) {
        #expect(decomposed.folded == composed.folded)
    }

    @Test func everyLetterOfTheTablesIsPlainLatin() {
        for value in UInt32(0xC0)...0x17F {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let folded = String(scalar).folded
            #expect(folded.utf8.allSatisfy { (0x61...0x7A).contains($0) }, "U+\(value)")
            #expect((1...2).contains(folded.utf8.count))
            #expect(String(scalar).lowercased().folded == folded)
        }
    }

    @Test func aSliceFoldsLikeItsText() {
        #expect("Pas-de-Calais: Éleu".dropFirst(15).folded == "eleu")
    }
}
