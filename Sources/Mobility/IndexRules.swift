/// The figures of the index that are a choice, kept with the questions they were chosen for.
///
/// The form of the index is code (``MobilityIndex``); these figures are part of a questionnaire's
/// version, so that changing one starts a new version.
package struct IndexRules: Equatable, Sendable {
    /// How much of a dimension's question weight must be answered for it to count, in percent.
    package let dimensionAnsweredPercent: Int
    /// How much of the weight of all questions must be answered for an index, in percent.
    package let indexAnsweredPercent: Int
    /// How many dimensions must count for an index.
    package let dimensionsNeeded: Int
    /// What the lowest dimension weighs beside the mean, in percent: one blocked side of life
    /// blocks the person, however good the others are.
    package let lowestPercent: Int
    /// The least change of the index, in points, that is more than noise.
    package let measurablePoints: Int
    /// How long an assessment may be relied on, in days.
    package let shelfLifeDays: Int

    package init(
        dimensionAnsweredPercent: Int, indexAnsweredPercent: Int, dimensionsNeeded: Int,
        lowestPercent: Int, measurablePoints: Int, shelfLifeDays: Int
    ) {
        self.dimensionAnsweredPercent = dimensionAnsweredPercent
        self.indexAnsweredPercent = indexAnsweredPercent
        self.dimensionsNeeded = dimensionsNeeded
        self.lowestPercent = lowestPercent
        self.measurablePoints = measurablePoints
        self.shelfLifeDays = shelfLifeDays
    }

    /// Two years: an older picture of somebody's life says nothing about today.
    package static let shelfLifeDaysMax = 731

    /// Every figure with its name and what it may be, for a questionnaire of so many dimensions.
    ///
    /// The shares of answers begin at 1 %: at 0 % a dimension without an answer would count, and
    /// have no score.
    func figures(dimensionCount: Int) -> [(name: String, value: Int, range: ClosedRange<Int>)] {
        [
            ("dimension_answered_percent", dimensionAnsweredPercent, 1...100),
            ("index_answered_percent", indexAnsweredPercent, 1...100),
            ("dimensions_needed", dimensionsNeeded, 1...max(1, dimensionCount)),
            ("lowest_percent", lowestPercent, 0...100),
            ("measurable_points", measurablePoints, 1...100),
            ("shelf_life_days", shelfLifeDays, 1...IndexRules.shelfLifeDaysMax),
        ]
    }
}
