import GarageNetwork
import Testing

@testable import Impact

/// Which people each figure is of, and that nobody is left out.
@Suite struct ImpactReportTests {
    /// Sixty people of whom forty were paired.
    private func tally(_ group: String = "", people: Int = 60) -> ImpactTally {
        var tally = ImpactTally(group: group, garages: [1, 2])
        tally[.people] = people
        tally[.referrals] = people + 6
        (tally[.received], tally[.file], tally[.quoted]) = (50, 45, 44)
        (tally[.repaired], tally[.notRepaired]) = (30, 10)
        (tally[.noEntry], tally[.exitDue], tally[.exitOverdue]) = (people - 55, 5, 5)
        (tally[.otherVersion], tally[.incomparable]) = (5, 0)
        (tally[.rise], tally[.same], tally[.fall]) = (25, 9, 6)
        (tally[.kept3], tally[.found3], tally[.training3], tally[.none3]) = (10, 12, 7, 8)
        tally.samples[ImpactSample(.entry)] = (0..<55).map { Double($0) }
        tally.samples[ImpactSample(.exit)] = (0..<40).map { Double($0) + 10 }
        tally.samples[ImpactSample(.change)] = (0..<40).map { Double($0) - 6 }
        tally.samples[ImpactSample(.change, "physical")] = [5, 4.99, -5, -4.99, 0, 12]
        tally.samples[ImpactSample(.score)] = [8, 9, 10, 7, 9, 9]
        return tally
    }

    private func report(
        _ groups: [ImpactTally], isGrouped: Bool = false, isFolded: Bool = false
    ) -> ImpactReport {
        ImpactReport(
            ImpactFigures(groups: groups, garagesInNetwork: 9), isGrouped: isGrouped,
            isFolded: isFolded)
    }

    private func line(
        _ report: ImpactReport, _ measure: String, _ dimension: String = "", group: Int = 0
    ) throws -> ImpactLine {
        try #require(
            report.groups[group].lines.first {
                $0.measure == measure && $0.dimension == dimension
            })
    }

    @Test(
        "each share says of how many",
        arguments: [
            ("rise", "index", 25, 40), ("fall", "index", 6, 40), ("exit-due", "", 5, 60),
            ("no-entry", "", 5, 60), ("exit-other-version", "", 5, 60), ("work-3", "", 22, 37),
            ("training-3", "", 7, 37), ("unknown-3", "", 23, 60), ("unknown-0", "", 60, 60),
            ("reception", "", 50, 60), ("repaired", "", 30, 60), ("unfinished", "", 20, 60),
            ("rise", "physical", 2, 6), ("same", "physical", 3, 6), ("fall", "physical", 1, 6),
        ])
    func denominators(measure: String, dimension: String, cases: Int, whole: Int) throws {
        let found = try line(report([tally()]), measure, dimension)
        #expect(found.cases == cases && found.whole == whole)
        #expect(found.value == Double(cases) / Double(whole))
    }

    @Test("everybody is paired, or is counted where they are not")
    func partition() throws {
        let report = report([tally()])
        let missing = try ["no-entry", "exit-due", "exit-overdue", "exit-other-version"]
            .map { try line(report, $0).cases ?? 0 }
        #expect(missing.reduce(0, +) + (try line(report, "change", "index").cases ?? 0) == 60)
    }

    @Test("medians say of how many people, and how wide they are")
    func medians() throws {
        let change = try line(report([tally()]), "change", "index")
        #expect(change.cases == 40 && change.whole == 60 && change.value == 13.5)
        #expect(change.low == 7 && change.high == 20 && change.unit == .points)
        let coverage = try #require(change.coverage)
        #expect(coverage > 0.95 && coverage < 0.97)
        let scores = try line(report([tally()]), "satisfaction")
        #expect(scores.value == 9 && scores.low == 7 && scores.high == 10)
        let mean = try line(report([tally()]), "satisfaction-mean").value ?? 0
        #expect(abs(mean - 52 / 6.0) < 1e-12)
    }

    @Test("garages are counted once, and beside those that there were")
    func garages() throws {
        var other = tally("b")
        other.garages = [2, 3]
        let report = report([tally("a"), other], isGrouped: true)
        #expect(report.groups.map(\.name) == ["(all)", "a", "b"])
        let all = try line(report, "garages")
        #expect(all.cases == 3 && all.whole == 9)
        #expect(try line(report, "garages", group: 1).whole == nil)
    }

    @Test("fewer than five people are not told of at all")
    func nobody() {
        var few = tally(people: 4)
        few[.noEntry] = 0
        #expect(report([few], isFolded: true).groups.first?.lines.isEmpty == true)
        #expect(report([few]).groups.first?.lines.isEmpty == false)
        #expect(report([], isFolded: true).groups.first?.lines.first?.cases == 0)
    }

    @Test(
        "small groups are one, and take the smallest other with them when they are still few",
        arguments: [
            ([60, 4, 3], ["(all)", "(folded)", "g0"]), ([60, 70, 2], ["(all)", "(folded)", "g1"]),
            ([60, 5], ["(all)", "g0", "g1"]),
        ])
    func mergedGroups(people: [Int], names: [String]) {
        let groups = people.enumerated().map { index, count in
            var tally = ImpactTally(group: "g\(index)")
            (tally[.people], tally[.noEntry], tally[.referrals]) = (count, count, count)
            return tally
        }
        let found = report(groups, isGrouped: true, isFolded: true)
        #expect(found.groups.map(\.name) == names)
        let counted = found.groups.dropFirst().compactMap { $0.lines.first?.cases }
        #expect(counted.reduce(0, +) == people.reduce(0, +))
    }

    @Test("a small cell takes its rest with it, and the coverage that would tell it")
    func complement() throws {
        var tally = tally()
        tally[.received] = 57
        tally[.exitOverdue] = 3
        tally[.exitDue] = 7
        let found = report([tally], isFolded: true)
        let reception = try line(found, "reception")
        #expect(reception.cases == nil && reception.value == nil && reception.whole == 60)
        let overdue = try line(found, "exit-overdue")
        #expect(overdue.cases == nil)
        #expect(try line(found, "exit-due").cases == nil || line(found, "no-entry").cases == nil)
        let entry = try line(found, "entry", "index")
        #expect(entry.cases == 55 && entry.coverage != nil)
        tally.samples[ImpactSample(.entry)]?.removeLast(53)
        let few = try line(report([tally], isFolded: true), "entry", "index")
        #expect(few.cases == nil && few.value == nil)
        tally.samples[ImpactSample(.entry)] = (0..<58).map { Double($0) }
        let nearlyAll = try line(report([tally], isFolded: true), "entry", "index")
        #expect(nearlyAll.cases == nil && nearlyAll.value == 28.5 && nearlyAll.coverage == nil)
        #expect(nearlyAll.low != nil)
    }

    @Test("who works with these very people sees every count")
    func own() throws {
        var tally = tally()
        tally[.exitOverdue] = 3
        #expect(try line(report([tally]), "exit-overdue").cases == 3)
    }
}
