import Testing

@testable import Benchmarks

/// Tables that can be read where they are printed.
@Suite struct TableTests {
    @Test("columns are as wide as their widest cell, numbers stand to the right")
    func markdown() {
        var table = Table(["peer", "cost"])
        table.add(["ours", "7"])
        table.add(["another", "1,200"])
        #expect(
            table.markdown == """
                | peer    |  cost |
                |---------|------:|
                | ours    |     7 |
                | another | 1,200 |
                """)
    }

    @Test(
        "times are written in the unit they are read best in",
        arguments: [
            (0.5, "0.50 ns"), (999.4, "999 ns"), (1_000, "1.00 µs"), (12_345, "12.3 µs"),
            (1.5e6, "1.50 ms"), (2e9, "2.00 s"), (1.2e12, "1,200 s"),
        ])
    func durations(nanoseconds: Double, text: String) {
        #expect(duration(nanoseconds) == text)
    }

    @Test("a ratio to nothing is a dash")
    func ratios() {
        #expect(ratio(5, to: 4) == "1.25 ×")
        #expect(ratio(5, to: 0) == "–")
    }
}
