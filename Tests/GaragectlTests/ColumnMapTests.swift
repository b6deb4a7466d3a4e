import Testing

@testable import garagectl

@Suite struct ColumnMapTests {
    /// The wire line that a header and one row become; nil when the row is left out.
    private func line(_ kind: ImportKind, _ header: String, _ row: String) throws -> String? {
        let records = try CSVReader.records(Array((header + "\n" + row).utf8))
        let map = try ColumnMap(kind: kind, header: records[0].cells)
        return try map.arguments(records[1]).map { RequestText("ROW", $0).line }
    }

    @Test(arguments: [
        (
            ImportKind.garages,
            """
            garage_id,name,address,postal_code,commune,code_insee,dep,lat,lon,kind,origin,\
            precision,milieu,cible_min,cible_max,capacite_mois_sim,src_id
            """,
            "G001,ELAN,,01230,Torcieu,01421,01,45.92074,5.39684,garage,x,commune,rural,5,10,5,pc1",
            """
            ROW garage=G001 name=ELAN lat=45.92074 lon=5.39684 postcode=01230 \
            town=Torcieu insee=01421 department=01 kind=garage band=5-10
            """
        ),
        (
            .garages, "garage_id,name,lat,lon,lo,hi", "0,Nantes,47.207604,-1.602957,5,10",
            "ROW garage=0 name=Nantes lat=47.207604 lon=-1.602957 band=5-10"
        ),
        (
            .garages,
            """
            Id;Nom;Adresse;Ville;Département;Région;Téléphone;Email;URL;Partenaire;Type;\
            Besoins;Services;Mis à jour le
            """,
            """
            rec1;Garage \"X\";1 rue A;Lens;62;HdF;03 21 00 00 00;a@b.fr;;;Garage \
            solidaire;;location, réparation;2024-03-05T10:00:00.000Z
            """,
            #"""
            ROW garage=rec1 name="Garage \"X\"" address="1 rue A" town=Lens department=62 \#
            phone="03 21 00 00 00" kind="Garage solidaire" checked=2024-03-05
            """#
        ),
        (
            .garages, "GARAGE\tNom\tLatitude\tLongitude\tMarques\tTravaux\tFermé du\tFermé au",
            "G1\tX\t48,85\t2,35\tRenault; Dacia\tLight\t01/08/2026\t15/08/2026",
            """
            ROW garage=G1 name=X lat=48.85 lon=2.35 work=light brands=Renault,Dacia \
            closed_from=2026-08-01 closed_to=2026-08-15
            """
        ),
        (
            .prescribers,
            """
            prescriber_id,src_id,kind,name,address,postal_code,commune,code_insee,dep,lat,\
            lon,origin
            """,
            "P01,s,plateforme,ASSOC,645 Av,62400,Béthune,62119,62,50.5,2.6,x",
            """
            ROW prescriber=P01 name=ASSOC kind=plateforme lat=50.5 lon=2.6 address=\"645 \
            Av\" postcode=62400 town=Béthune
            """
        ),
        (
            .beneficiaries, "clé;code postal;roulant;max_km;marque;année;kilométrage;cv",
            "a1;62300;0;30;Renault;2012;180 000;5",
            """
            ROW key=a1 postcode=62300 max_km=30 drives=no brand=Renault year=2012 \
            odometer_km=180000 fiscal_cv=5
            """
        ),
        (
            .places, "code_insee,nom,dep,codes_postaux,lat,lon,population",
            "01004,Ambérieu-en-Bugey,01,01500|01501,45.95839,5.35957,14854",
            """
            ROW name=Ambérieu-en-Bugey postcodes=01500|01501 department=01 lat=45.95839 \
            lon=5.35957 population=14854
            """
        ),
        (
            .closures, "garage_id,from,to_inclusive", "1,2025-07-30,2025-08-12",
            "ROW garage=1 from=2025-07-30 to=2025-08-12"
        ),
        (
            .steps, "orientation;étape;le;montant;motif", "7KQ4M2X9;Quoted;24/11/2026;1 234,50 €;",
            "ROW referral=7KQ4M2X9 step=quoted on=2026-11-24 amount_cents=123450"
        ),
    ])
    func columnsAreKnownByTheirNames(kind: ImportKind, header: String, row: String, wire: String)
        throws
    {
        #expect(try line(kind, header, row) == wire)
    }

    @Test(arguments: [
        (ImportKind.garages, "garage_id,lat,lon", "'name'"),
        (.garages, "garage_id,name,lat", "'lon'"), (.garages, "garage_id,name", "'position'"),
        (.beneficiaries, "key,mode", "'position'"), (.beneficiaries, "lat,lon", "'key'"),
        (.places, "nom,lat", "'lon'"), (.closures, "garage_id,from", "'to'"),
        (.steps, "referral,on", "'step'"), (.prescribers, "prescriber_id,lat,lon", "'name'"),
    ])
    func aMissingColumnIsNamedWithWhatWasLookedFor(kind: ImportKind, header: String, key: String)
        throws
    {
        let failure = try #require(throws: Failure.self) { try line(kind, header, "1,2,3") }
        #expect(failure.status == .refused)
        #expect(failure.sentence.contains("no column for \(key)"))
        #expect(failure.sentence.contains("looked for"))
        #expect(failure.advice == "the file has: " + header.replacing(",", with: ", "))
    }

    @Test(arguments: [
        ("G1,X,48,2,5", "it has 5 columns, the header has 4"), ("G1", "it has 1 columns"),
        (",X,48,2", "garage_id: it is empty"),
        ("G1,,48,2", "name: it is empty"), ("G1,X,48,", "lat and lon"), ("G1,X,,", "neither"),
        ("G1,X\u{0},48,2", "name: it holds a NUL"), ("G1,X\u{7},48,2", "control"),
    ])
    func aRowIsRefusedWithItsReason(row: String, reason: String) throws {
        let fault = try #require(throws: RowFault.self) {
            try line(.garages, "garage_id,name,lat,lon", row)
        }
        #expect(fault.reason.contains(reason))
    }

    @Test func emptyValuesAreLeftOutAndLineEndsBecomeSpaces() throws {
        #expect(
            try line(.garages, "garage_id,name,address,lat,lon", "G1,\" A\n  B \",,48,2,,")
                == "ROW garage=G1 name=\"A B\" lat=48 lon=2")
    }

    @Test func aGarageThatRepairsNothingIsLeftOut() throws {
        let header = "id,nom,ville,services"
        #expect(try line(.garages, header, "1,X,Lens,location") == nil)
        #expect(try line(.garages, header, "1,X,Lens,Réparation") != nil)
        #expect(try line(.garages, header, "1,X,Lens,") != nil)
    }

    @Test func withoutIdsTheyAreMadeFromTheRowAndStayTheSame() throws {
        let header = "name,postal_code,commune,lat,lon,distance_km_to_commune,note"
        let a = try line(.prescribers, header, "France Travail,97450,ST LOUIS,48.7,7.1,9133.2,x")
        let same = try line(.prescribers, header, "FRANCE TRAVAIL,97450,St Louis,1,1,,")
        let other = try line(.prescribers, header, "France Travail,59160,LOMME,47.7,0.5,369.3,x")
        func id(_ line: String?) -> Substring? { line?.split(separator: " ")[1] }
        #expect(id(a) == id(same))
        #expect(id(a) != id(other))
        #expect(id(a)?.hasPrefix("prescriber=france-travail-") == true)
        #expect((id(a)?.count ?? 99) - "prescriber=".count <= 32)
    }

    @Test func whatNobodyKnowsIsListedOnce() throws {
        let map = try ColumnMap(
            kind: .garages,
            header: ["garage_id", "name", "lat", "lon", "capacite_mois_sim", "src_id"])
        #expect(map.ignored == ["capacite_mois_sim", "src_id"])
        #expect(map.notes.count == 2)
        #expect(map.notes[0] == "ignored columns: capacite_mois_sim, src_id")
    }

    @Test(arguments: [
        (ImportKind.Form.day, "2026-11-24", "2026-11-24" as String?),
        (.day, "2026-11-24 10:00", "2026-11-24"),
        (.day, "1/2/2026", "2026-02-01"), (.day, "31/02/2026", nil), (.day, "2026-11-24x", nil),
        (.day, "hier", nil), (.truth, "OUI", "yes"), (.truth, "0", "no"), (.truth, "peut", nil),
        (.coordinate, "48,85", "48.85"), (.coordinate, "48.85", "48.85"),
        (.coordinate, "-6e-05", "-0.000060000"), (.coordinate, "1E2", "100.000000000"),
        (.coordinate, "1e9", "1e9"), (.coordinate, "e", "e"),
        (.coordinate, "1,234,5", "1,234,5"), (.coordinate, "1,234.5", "1,234.5"),
        (.whole, "30.0", "30"), (.whole, "1\u{A0}500", "1500"), (.whole, "x", "x"),
        (.whole, "30.5", "30.5"), (.whole, "1e300", "1e300"), (.cents, "12", "1200"),
        (.cents, "12,5", "1250"), (.cents, "12.345", nil), (.cents, "-1", nil), (.cents, "", nil),
        (.list, " a ;b,, c|d ", "a,b,c,d"), (.lowercase, "Heavy", "heavy"),
    ])
    func cellsAreMadeReady(form: ImportKind.Form, cell: String, expected: String?) {
        #expect((try? form.written(cell)) == expected)
    }

    @Test func everyKeyOfAKindHasFoldedNamesThatDoNotRepeat() {
        for kind in ImportKind.allCases {
            for column in kind.columns {
                #expect(column.names.allSatisfy { $0.lowercased() == $0 && !$0.contains("_") })
                #expect(Set(column.names).count == column.names.count)
            }
        }
    }
}
