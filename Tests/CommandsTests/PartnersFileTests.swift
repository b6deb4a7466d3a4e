import GarageNetwork
import Testing

@testable import Commands

/// What partners may read: figures of garages, and no number that could be somebody.
@Suite struct PartnersFileTests {
    private static func sender(
        _ id: String, _ committed: Int, _ received: Int = 0, kind: String = "ML"
    ) -> MonthFigures.SenderFigure {
        MonthFigures.SenderFigure(
            organisation: OrganisationID(1), id: id, name: "Name of \(id)", kind: kind,
            committed: committed, received: received)
    }

    private static func row(
        _ id: String, _ committed: String
    ) -> PartnersFile.Sender {
        PartnersFile.Sender(
            id: id, name: id.isEmpty ? "autres" : "Name of \(id)", committed: committed)
    }

    @Test("five people are told of, four are not")
    func smallCounts() {
        #expect(
            PartnersFile.folded([Self.sender("P2", 9, 4), Self.sender("P1", 5, 5)])
                == [Self.row("P1", "5"), Self.row("P2", "9")])
        #expect(
            PartnersFile.folded([
                Self.sender("P1", 20, 0), Self.sender("P2", 4), Self.sender("P3", 1),
            ])
                == [Self.row("P1", "20"), Self.row("", "5")])
    }

    @Test("what is folded cannot be told from the sum: the smallest of the rest goes with it")
    func secondaryFolding() {
        #expect(
            PartnersFile.folded([
                Self.sender("P1", 20, 20), Self.sender("P2", 6, 6), Self.sender("P3", 3, 3),
            ]) == [Self.row("P1", "20"), Self.row("", "9")])
        #expect(PartnersFile.folded([Self.sender("P3", 3, 2)]) == [Self.row("", "<5")])
        #expect(PartnersFile.folded([]).isEmpty)
    }

    @Test(
        "a kind that says something of the people is folded, however many it sent",
        arguments: ["CSAPA", "spip", "Pension"])
    func sensitive(kind: String) {
        let rows = PartnersFile.folded([
            Self.sender("P1", 40, kind: kind), Self.sender("P2", 10),
            Self.sender("", 7, kind: ""),
        ])
        #expect(rows == [Self.row("P2", "10"), Self.row("", "47")])
    }

    @Test("a file of one garage, byte for byte")
    func bytes() throws {
        let month = try #require(Month(year: 2026, month: 10))
        func garage(_ name: String, _ verdict: MonthVerdict) -> MonthFigures.GarageFigure {
            MonthFigures.GarageFigure(
                plan: MonthPlan(garage: 1, min: 5, max: 10, isJudged: verdict != .closed),
                id: "G1", name: name, town: "Béthune", postcode: "62400", committed: 8,
                received: 3, verdict: verdict)
        }
        let head =
            "month,row,id,name,town,postcode,committed,received,target_min,target_max,verdict\r\n"
        for (name, cell) in [
            ("Garage", "Garage"), ("A, B", "\"A, B\""), ("\"A\"", "\"\"\"A\"\"\""),
            ("=1+1", "'=1+1"), ("@x", "'@x"), ("-,", "\"'-,\""),
        ] {
            let file = PartnersFile(
                MonthFigures(month: month, garages: [garage(name, .below)], senders: []))
            #expect(
                file.text == head + "2026-10,garage,G1,\(cell),Béthune,62400,8,3,5,10,below\r\n")
        }
        let closed = PartnersFile(
            MonthFigures(
                month: month, garages: [garage("G", .closed)], senders: [Self.sender("P1", 9, 2)]))
        #expect(
            closed.text == head + "2026-10,garage,G1,G,Béthune,62400,8,3,,,closed\r\n"
                + "2026-10,prescriber,P1,Name of P1,,,9,,,,\r\n")
    }
}
