import GarageNetwork
import Testing

/// Bands against their definition, in whole numbers, at every weight that a month can have.
@Suite struct MonthBandOracleTests {
    private static let targets = [
        (0, 0), (0, 1), (1, 1), (1, 2), (3, 7), (5, 10), (10, 10), (7, 31), (0, 1000), (1000, 1000),
    ]

    /// The one whole number nearest to `target · open / total`, the upper one of two.
    private static func isRoundedHalfUp(_ n: Int, _ target: Int, _ open: Int, _ total: Int) -> Bool
    {
        let twice = 2 * target * open
        return twice - total < 2 * n * total && 2 * n * total <= twice + total
    }

    /// The least whole number that is not below it.
    private static func isCeiling(_ n: Int, _ target: Int, _ open: Int, _ total: Int) -> Bool {
        n * total >= target * open && (n - 1) * total < target * open
    }

    @Test(arguments: targets)
    func bothEndsAreAsDefinedAtEveryWeight(low: Int, high: Int) throws {
        let target = try #require(TargetBand(min: low, max: high))
        for total in [1, 2, 3, 4, 7, 1_500, 1_965, 2_000, 2_025, 2_315] {
            for open in 0...total {
                let band = MonthBand(target: target, openWeight: open, totalWeight: total)
                let ok =
                    Self.isRoundedHalfUp(band.min, low, open, total)
                    && (Self.isCeiling(band.max, high, open, total)
                        || (band.max == band.min && high * open < band.min * total))
                #expect(ok, "\(band) of \(open) in \(total)")
                #expect(band.isInScope == (4 * open >= total))
            }
        }
    }

    /// More open days never lower an end of the band.
    @Test(arguments: targets)
    func bandsGrowWithTheOpenDays(low: Int, high: Int) throws {
        let target = try #require(TargetBand(min: low, max: high))
        var before = MonthBand(target: target, openWeight: 0, totalWeight: 2_105)
        #expect(before.min == 0 && before.max == 0)
        for open in 1...2_105 {
            let band = MonthBand(target: target, openWeight: open, totalWeight: 2_105)
            #expect(band.min >= before.min && band.max >= before.max)
            #expect(band.share > before.share)
            before = band
        }
        #expect(before.min == low && before.max == high && before.share == 1)
    }

    /// Shares at the edges of the scope, in the months as they are.
    @Test func aQuarterIsInScopeAndOneHundredthLessIsNot() throws {
        for year in 2024...2030 {
            for month in 1...12 {
                let month = try #require(Month(year: year, month: month))
                let total = WorkingCalendar.french.weights(of: month).total
                let quarter = (total + 3) / 4
                func band(_ open: Int) -> MonthBand {
                    MonthBand(target: .standard, openWeight: open, totalWeight: total)
                }
                #expect(!band(0).isInScope && band(0).min == 0 && band(0).max == 0)
                #expect(!band(quarter - 1).isInScope, "\(month)")
                #expect(band(quarter).isInScope, "\(month)")
                #expect(band(quarter).min == 1 && band(quarter).max == 3)
                // Half of five is two and a half: half up, from exactly half on.
                #expect(band(total / 2).min == (total.isMultiple(of: 2) ? 3 : 2), "\(month)")
                #expect(band((total + 1) / 2).min == 3)
                #expect(band(total).min == 5 && band(total).max == 10)
            }
        }
    }

    @Test func everyCountHasExactlyOnePosition() throws {
        for (low, high) in Self.targets {
            let target = try #require(TargetBand(min: low, max: high))
            let band = MonthBand(target: target, openWeight: 1, totalWeight: 1)
            for count in 0...(high + 2) {
                let expected: MonthBand.Position =
                    (low...high).contains(count) ? .inside : count < low ? .below : .above
                #expect(band.position(of: count) == expected)
            }
        }
    }
}
