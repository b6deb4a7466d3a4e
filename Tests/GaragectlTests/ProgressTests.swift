import Testing

@testable import garagectl

@Suite struct ProgressTests {
    @Test(arguments: [
        (0, 100, 2.0, "x: 0 % · 0 of 100 · 0/s · 0 s left"),
        (50, 100, 10.0, "x: 50 % · 50 of 100 · 5/s · 10 s left"),
        (100, 27_000, 10.0, "x: 0 % · 100 of 27000 · 10/s · 44 min 50 s left"),
        (0, 0, 1.0, "x: 100 % · 0 of 0 · 0/s · 0 s left"),
    ])
    func saysHowFarAndHowLong(done: Int, total: Int, seconds: Double, expected: String) {
        let line = ProgressLine(label: "x", done: done, total: total, seconds: seconds)
        #expect(line.sentence == expected)
        #expect(line.bar.prefix(24).allSatisfy { $0 == "█" || $0 == "░" })
        #expect(line.bar.hasSuffix(expected))
    }

    @Test(arguments: [(0, 0), (1, 12), (2, 24)])
    func theBarFillsUp(done: Int, blocks: Int) {
        let line = ProgressLine(label: "x", done: done, total: 2, seconds: 1)
        #expect(line.bar.count { $0 == "█" } == blocks)
    }
}
