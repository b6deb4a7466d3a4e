import Testing

@testable import garagectl

/// The figures as a monitoring system reads them.
@Suite struct MetricsTests {
    @Test("three lines a figure, in the order of the daemon")
    func exposition() {
        let rows = [
            #"{"metric":"garaged_garages","kind":"gauge","value":300,"help":"Garages in memory."}"#,
            #"{"metric":"garaged_requests_total","kind":"counter","value":12,"help":"Answered."}"#,
        ]
        #expect(
            MetricsCommand.exposition(of: rows) == [
                "# HELP garaged_garages Garages in memory.", "# TYPE garaged_garages gauge",
                "garaged_garages 300", "# HELP garaged_requests_total Answered.",
                "# TYPE garaged_requests_total counter", "garaged_requests_total 12",
            ])
    }

    @Test(
        "what is no figure is left out",
        arguments: [
            "OK capacity: 3 of 300", "{}", #"{"metric":"a b","kind":"gauge","value":1}"#,
            #"{"metric":"a","kind":"gauge","value":"many"}"#, #"{"metric":"a","value":1}"#,
        ])
    func hostile(row: String) {
        #expect(MetricsCommand.exposition(of: [row]).isEmpty)
    }

    @Test("a line break in a meaning makes no line of its own")
    func oneLine() {
        let row = #"{"metric":"a","kind":"gauge","value":1,"help":"x\ny 2"}"#
        let lines = MetricsCommand.exposition(of: [row])
        #expect(lines.count == 3)
        #expect(lines.allSatisfy { !$0.contains("\n") })
    }
}
