import GarageNetwork
import Testing

@testable import garagectl

/// What the tool sends must be what the daemon declares: the two meet here before they meet in
/// service.
@Suite struct WireContractTests {
    private func keys(_ verb: String) throws -> Set<String> {
        let entry = try #require(Vocabulary.known.entry(verb), "no verb \(verb)")
        return Set(entry.keys.map(\.name))
    }

    private func keys(of request: RequestText) -> Set<String> {
        Set(
            request.line.split(separator: " ").dropFirst().map { String($0.prefix { $0 != "=" }) })
    }

    @Test(arguments: ImportKind.allCases)
    func everyColumnHasAKeyOfItsVerb(kind: ImportKind) throws {
        let declared = try keys(kind == .steps ? "STEP" : "IMPORT-ROW")
        for column in kind.columns {
            #expect(declared.contains(column.key), "\(kind.rawValue): \(column.key)")
        }
        if kind == .garages { #expect(declared.contains("band")) }
        if kind != .steps { #expect(declared.contains("line")) }
    }

    @Test func theVerbsOfAnImportAreDeclared() throws {
        #expect(try keys("IMPORT").isSuperset(of: ["kind", "trust"]))
        #expect(try keys("IMPORT-COMMIT").contains("dry_run"))
    }

    @Test func everyKeyOfAReplayIsDeclared() throws {
        let text = """
            event_id,ts,prescriber_id,lat,lon,max_km,roulant
            1,2025-01-02T08:00:00,P1,48.10,2.1,30,1
            """
        let demand = try Demand.list(Array(text.utf8))[0]
        let order = ReplayOrder(policy: "nearest")
        #expect(
            try keys("BENEFICIARY-ADD").isSuperset(of: keys(of: order.enrolment(demand))))
        #expect(
            try keys("REFER").isSuperset(of: keys(of: order.referral(demand, beneficiary: "B1"))))
        #expect(try keys("CLOCK").isSuperset(of: keys(of: order.clock(demand))))
        #expect(try keys("LOAD").isSuperset(of: ["month", "limit", "after"]))
        #expect(try keys("CHECK").contains("name"))
    }

    @Test func everyColumnOfAFileIsAKeyOfItsRow() throws {
        for kind in ImportKind.allCases {
            #expect(try keys("IMPORT-ROW").isSuperset(of: kind.columns.map(\.key)), "\(kind)")
        }
        #expect(try keys("IMPORT-COMMIT").isSuperset(of: ["dry_run", "partial"]))
    }
}
