import Foundation
import GarageNetwork
import Testing

@testable import garagectl

/// The file of `--mapping`.
@Suite struct ImportMappingTests {
    private static func mapping(_ text: String) throws -> ImportMapping {
        try ImportMapping(path: "m.toml", text: text)
    }

    private static func rows(_ text: String, _ mapping: ImportMapping) throws -> [String] {
        let file = try PreparedFile(kind: .steps, bytes: Array(text.utf8), mapping: mapping)
        #expect(file.rejected.isEmpty)
        return file.rows.map { file.request($0).line }
    }

    @Test func ownNamesAndWordsAreRead() throws {
        let mapping = try Self.mapping(
            """
            [columns]
            code = "N° de bon"
            step = ["Etat de l'OR", "Statut"]
            amount = "Montant TTC"
            [steps]
            "OR ouvert" = "received"
            "Facturé" = "réparation faite"
            "RDV pris" = "ignore"
            [reasons]
            "HS" = "dearer-than-car"
            "Client KO" = "abandon de la personne"
            """)
        let text = """
            N° DE BON;statut;date;montant ttc;motif
            7KQ4M2X9;or ouvert;24/11/26;;
            7KQ4M2X9;RDV PRIS;24/11/26;;
            7KQ4M2X9;facture;24/11/26;1 234,56 €;hs
            7KQ4M2X9;devis;24/11/26;0;Client KO
            """
        #expect(
            try Self.rows(text, mapping) == [
                "IMPORT-ROW line=2 referral=7KQ4M2X9 step=received on=2026-11-24",
                "IMPORT-ROW line=4 referral=7KQ4M2X9 step=repaired on=2026-11-24"
                    + " amount_cents=123456 reason=dearer-than-car",
                "IMPORT-ROW line=5 referral=7KQ4M2X9 step=quoted on=2026-11-24 amount_cents=0"
                    + " reason=gave-up",
            ])
        let file = try PreparedFile(kind: .steps, bytes: Array(text.utf8), mapping: mapping)
        #expect(file.leftOut == 1)
    }

    /// A column that the mapping names is not looked for under its usual names.
    @Test func aNamedColumnThatIsMissingIsSaidSo() throws {
        let mapping = try Self.mapping("columns.code = \"Bon\"")
        let failure = try #require(throws: Failure.self) {
            _ = try PreparedFile(
                kind: .steps, bytes: Array("code,step,date\n".utf8), mapping: mapping)
        }
        #expect(failure.sentence == "line 1: no column for 'referral'; looked for: bon")
    }

    @Test(arguments: [
        ("[columns]\ncode = ", "m.toml: line 2:"), ("[colonnes]\na = \"b\"", "m.toml: colonnes:"),
        ("[columns]\ncouleur = \"b\"", "columns.couleur: the columns are code, step, date"),
        ("[columns]\ncode = 5", "columns.code: a text, or a list"),
        ("[columns]\ncode = []", "columns.code: a text, or a list"),
        ("[columns]\ncode = [\"a\", 5]", "columns.code: a text, or a list"),
        ("[columns]\ncode = \" \"", "columns.code: a text, or a list"),
        ("[steps]\nx = \"accept\"", "steps.x: it is one of received, no-show"),
        ("[steps]\nx = [\"received\", \"file\"]", "steps.x: it is one of"),
        ("[reasons]\nx = \"y\"", "reasons.x: it is one of full, brand"),
        ("code = \"x\"", "m.toml: code: it is none of"),
    ])
    func aFaultNamesItsEntry(text: String, told: String) throws {
        let failure = try #require(throws: Failure.self) { _ = try Self.mapping(text) }
        #expect(failure.status == .usage)
        #expect(failure.sentence.contains(told), "\(failure.sentence)")
    }

    @Test func anEmptyMappingChangesNothing() throws {
        #expect(try Self.mapping("") == .none)
        #expect(throws: Failure.self) { _ = try ImportMapping(path: "/nowhere.toml") }
    }

    /// The example that is shipped names every column that may be mapped, or says so.
    @Test func theExampleIsAMapping() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let path = root.appending(path: "Config/import-steps.example.toml").path
        let mapping = try ImportMapping(path: path)
        #expect(mapping.columns["code"] == ["n° de bon"])
        #expect(mapping.columns.count == 6 && mapping.steps.count == 4)
        #expect(try mapping.step("RDV PRIS") == nil)
        #expect(try mapping.reason("client ko") == .gaveUp)
        let text = try String(contentsOfFile: path, encoding: .utf8)
        for name in ImportKind.steps.columns.compactMap(\.names.first) {
            #expect(text.contains(name.replacing(" ", with: "_")), "\(name)")
        }
    }
}
