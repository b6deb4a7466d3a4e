import Foundation
import Testing

@testable import garagectl

/// Headings as French associations write them, and cells as French spreadsheets do.
@Suite struct FrenchHeadingTests {
    /// The wire line that a header and one row become.
    private func line(_ kind: ImportKind, _ header: [String], _ row: [String]) throws -> String? {
        let map = try ColumnMap(kind: kind, header: header)
        return try map.arguments(CSVRecord(line: 2, cells: row))
            .map { RequestText("ROW", $0).line }
    }

    /// What each kind must have beside the column under test.
    private static let base: [(ImportKind, [(heading: String, cell: String, key: String)])] = [
        (
            .garages,
            [("Identifiant", "G1", "garage"), ("Nom", "X", "name"), ("Ville", "Lens", "town")]
        ),
        (
            .prescribers,
            [("Identifiant", "P1", "prescriber"), ("Nom", "X", "name"), ("Ville", "Lens", "town")]
        ),
        (.beneficiaries, [("Référence", "b1", "key"), ("Ville", "Lens", "place")]),
        (
            .places,
            [("Commune", "Lens", "name"), ("Latitude", "50,4", "lat"), ("Longitude", "2,8", "lon")]
        ),
        (
            .closures,
            [
                ("Garage", "G1", "garage"), ("Début", "01/08/2026", "from"),
                ("Fin", "15/08/2026", "to"),
            ]
        ),
        (
            .steps,
            [
                ("Orientation", "22222222", "referral"), ("Étape", "quoted", "step"),
                ("Jour", "24/11/2026", "on"),
            ]
        ),
    ]

    @Test(
        arguments: [
            (ImportKind.garages, "Raison sociale", "Y", "name=Y"),
            (.garages, "Code postal", "62300", "postcode=62300"),
            (.garages, "CODE_POSTAL", "01230", "postcode=01230"), (.garages, "C.P.", "62300", nil),
            (.garages, "cp", "62300", "postcode=62300"),
            (.garages, "Commune", "Arras", "town=Arras"),
            (.garages, "Code INSEE", "62498", "insee=62498"),
            (.garages, "Département", "62", "department=62"),
            (.garages, "Dép.", "62", "department=62"),
            (.garages, "Téléphone", "03 21", #"phone="03 21""#),
            (.garages, "Tél.", "0321", "phone=0321"), (.garages, "Type", "garage", "kind=garage"),
            (.garages, "Plafond mensuel", "12,0", "cap=12,0"),
            (.garages, "Plafond", "12.0", "cap=12"),
            (.garages, "Travaux", "LIGHT", "work=light"),
            (.garages, "Marques", "Renault ; Dacia", "brands=Renault,Dacia"),
            (.garages, "Marques gros travaux", "Fiat", "heavy_brands=Fiat"),
            (.garages, "Âge max", "15", "age_years_max=15"),
            (.garages, "Km max", "200 000", "odometer_km_max=200000"),
            (.garages, "Puissance max", "7", "fiscal_cv_max=7"),
            (.garages, "Vérifié le", "24/11/2026", "checked=2026-11-24"),
            (.garages, "Mis à jour le", "1/2/2026", "checked=2026-02-01"),
            (.garages, "Remarque", "x", nil),
            (.prescribers, "Adresse", "1 rue A", #"address="1 rue A""#),
            (.beneficiaries, "Moyen de transport", "Bus", "mode=bus"),
            (.beneficiaries, "Rayon (km)", "30", "max_km=30"),
            (.beneficiaries, "Minutes max", "45", "max_minutes=45"),
            (.beneficiaries, "Roulant", "Oui", "drives=yes"),
            (.beneficiaries, "ROULANT", "FAUX", "drives=no"),
            (.beneficiaries, "Marque", "Citroën", "brand=Citroën"),
            (.beneficiaries, "Année", "2012", "year=2012"),
            (.beneficiaries, "Kilométrage", "180\u{202F}000", "odometer_km=180000"),
            (.beneficiaries, "Puissance fiscale", "5", "fiscal_cv=5"),
            (.beneficiaries, "Prescripteur", "P1", "prescriber=P1"),
            (.beneficiaries, "Nom", "Le Goff", #"name="Le Goff""#),
            (.beneficiaries, "Prénom", "Anaïs", "first_name=Anaïs"),
            (.beneficiaries, "Date de naissance", "29/02/1980", "birth_date=1980-02-29"),
            (.beneficiaries, "Né(e) le", "29/02/1980", nil),
            (.beneficiaries, "Née le", "1980-02-29", "birth_date=1980-02-29"),
            (.beneficiaries, "Téléphone", "06 12 34 56 78", #"phone="06 12 34 56 78""#),
            (.beneficiaries, "Courriel", "a@b.example", "email=a@b.example"),
            (.beneficiaries, "E-mail", "a@b.example", "email=a@b.example"),
            (.beneficiaries, "Contact préféré", "Phone", "contact=phone"),
            (.beneficiaries, "Adresse", "3 rue X", #"address="3 rue X""#),
            (.beneficiaries, "Panne", "frein", "need=frein"),
            (.beneficiaries, "Information", "2026-1", "notice=2026-1"),
            (.beneficiaries, "État du véhicule", "Defect", "car=defect"),
            (.beneficiaries, "Distance max", "20km", "far=20km"),
            (.places, "Codes postaux", "62300|62301", "postcodes=62300|62301"),
            (.places, "Habitants", "38 000", "population=38000"),
            (.steps, "Date", "24/11/2026", "on=2026-11-24"),
            (.steps, "Motif", "FULL", "reason=full"),
            (.steps, "Montant (EUR)", "1 234,5 €", "amount_cents=123450"),
            (.steps, "Montant centimes", "1234", "amount_cents=1234"),
            (.steps, "Note", "4", "score=4"), (.steps, "Clé", "k1", "key=k1"),
        ] as [(ImportKind, String, String, String?)])
    func aHeadingIsKnown(kind: ImportKind, heading: String, cell: String, argument: String?) throws
    {
        // A heading takes the place of the base's own column for the same key.
        let key = argument.map { String($0.prefix { $0 != "=" }) }
        let base = (Self.base.first { $0.0 == kind }?.1 ?? []).filter { $0.key != key }
        let header = base.map(\.heading) + [heading]
        let written = try line(kind, header, base.map(\.cell) + [cell])
        let map = try ColumnMap(kind: kind, header: header)
        if let argument {
            #expect(
                written.map { " \($0) ".contains(" \(argument) ") } == true, "\(written ?? "-")")
            #expect(map.ignored.isEmpty)
        } else {
            #expect(map.ignored == [heading])
        }
    }

    /// Every name of every column, as it may be typed: capitals, underscores, stray spaces.
    @Test(arguments: ImportKind.allCases)
    func everyNameIsKnownHoweverItIsTyped(kind: ImportKind) throws {
        for column in kind.columns {
            for name in column.names {
                let spellings = [
                    name, name.uppercased(), name.capitalized, " \(name) ",
                    name.replacing(" ", with: "_"), name.replacing(" ", with: "-"), "\(name).",
                ]
                for spelling in spellings {
                    let others = kind.columns.filter {
                        $0.key != column.key && !$0.names.contains(name)
                    }
                    let needed = others.filter {
                        $0.need == .required || ["lat", "lon"].contains($0.key)
                    }
                    let header = needed.compactMap { $0.names.first } + [spelling]
                    let map = try ColumnMap(kind: kind, header: header)
                    #expect(!map.ignored.contains(spelling), "\(spelling) of \(column.key)")
                }
            }
        }
    }

    @Test func theOrderOfTheColumnsDoesNotMatter() throws {
        var random = SeededRandom(seed: 111)
        for (kind, base) in Self.base {
            let expected = try line(kind, base.map(\.heading), base.map(\.cell))
            for _ in 0..<20 {
                let columns = (base + [("Remarque", "x", "")]).shuffled(using: &random)
                #expect(try line(kind, columns.map(\.heading), columns.map(\.cell)) == expected)
            }
        }
    }

    /// A day is taken only where it can be read one way.
    @Test(arguments: [
        ("24/11/2026", "2026-11-24" as String?), ("04/01/2026", "2026-01-04"),
        ("4/1/2026", "2026-01-04"),
        ("29/02/2024", "2024-02-29"), ("29/02/2026", nil), ("31/04/2026", nil), ("00/01/2026", nil),
        ("1/13/2026", nil), ("24/11/26", "2026-11-24"), ("24/11/026", nil), ("24/11/02026", nil),
        ("24/11", nil), ("24/11/2026/1", nil), ("/24/11/2026", nil), ("24//11/2026", nil),
        ("+4/11/2026", nil), ("4/+1/2026", nil), ("-4/11/2026", nil), ("24-11-2026", nil),
        ("2026-11-24T10:00:00", "2026-11-24"), ("2026-11-24 10:00", "2026-11-24"),
        ("2026-11-24Z", nil), ("2026-13-01", nil), ("20261124", nil), ("", nil),
    ])
    func daysAreNotGuessed(cell: String, expected: String?) {
        #expect((try? ImportKind.Form.day.written(cell)) == expected)
    }

    @Test(arguments: [
        ("0", "0" as String?), ("0,5", "50"), ("0,05", "5"), ("12,", "1200"), ("12.", "1200"),
        (",5", nil), ("1 234,56 €", "123456"), ("€ 12", "1200"), ("12,5,5", nil), ("1.234,50", nil),
        ("12,345", nil), ("-1", nil), ("+1", nil), ("1,+5", nil), ("1e2", nil), ("x", nil),
        ("4294967295", "429496729500"), ("4294967296", nil),
    ])
    func amountsAreNotGuessed(cell: String, expected: String?) {
        #expect((try? ImportKind.Form.cents.written(cell)) == expected)
    }

    @Test(arguments: ["31/02/1980", "canari", "02-29-1980"])
    func aBirthDateThatIsNoneIsNotRepeated(cell: String) throws {
        let fault = #expect(throws: RowFault.self) {
            try line(.beneficiaries, ["cle", "ville", "date de naissance"], ["k", "Lens", cell])
        }
        #expect(fault?.column == "date de naissance")
        #expect(fault?.reason.contains(cell) == false)
    }
}
