/// What changed for one person between two assessments, entry and exit.
///
/// Only what is known both times is compared: a person who refuses the questions on health at the
/// exit has not become less mobile by it.
package struct Progress: Equatable, Sendable {
    /// The dimensions valid both times, in the order of the questionnaire.
    package let dimensions: [DimensionChange]
    /// nil unless both assessments have an index and enough dimensions are valid both times.
    package let index: IndexChange?

    /// Compares two assessments of the same person; which came first is the caller's to know.
    ///
    /// - Throws: when the two were not made with one and the same questionnaire.
    package init(entry: Assessment, exit: Assessment) throws(ProgressFault) {
        let questionnaire = entry.questionnaire
        guard questionnaire.version == exit.questionnaire.version else {
            throw .versionsDiffer(entry: questionnaire.version, exit: exit.questionnaire.version)
        }
        guard questionnaire == exit.questionnaire else {
            throw .versionAltered(questionnaire.version)
        }
        let common = zip(entry.dimensions, exit.dimensions).filter { $0.isValid && $1.isValid }
        dimensions = common.compactMap { DimensionChange(entry: $0, exit: $1) }
        let rules = questionnaire.rules
        guard entry.index != nil, exit.index != nil, common.count >= rules.dimensionsNeeded,
            let before = MobilityIndex(of: common.map(\.0), rules: rules),
            let after = MobilityIndex(of: common.map(\.1), rules: rules)
        else {
            index = nil
            return
        }
        index = IndexChange(entry: before, exit: after, leastPoints: rules.measurablePoints)
    }
}

/// How one dimension changed.
package struct DimensionChange: Equatable, Sendable {
    package let dimension: Dimension
    /// Scores in 0...100.
    package let entry: Double
    package let exit: Double

    /// Exit minus entry, in −100...100; rises are positive.
    package var points: Double { exit - entry }

    /// - Returns: nil unless both scores are valid.
    init?(entry: DimensionScore, exit: DimensionScore) {
        guard let before = entry.points, let after = exit.points else { return nil }
        dimension = entry.dimension
        self.entry = before
        self.exit = after
    }
}

/// How the index changed, over the dimensions valid both times.
package struct IndexChange: Equatable, Sendable {
    /// Over the common dimensions: it may differ from the ``Assessment/index`` of that day.
    package let entry: MobilityIndex
    package let exit: MobilityIndex
    /// Whether the change is more than noise; if not, it is « no measurable change ».
    package let isMeasurable: Bool

    /// Exit minus entry, in −100...100; rises are positive.
    package var points: Int { exit.points - entry.points }

    init(entry: MobilityIndex, exit: MobilityIndex, leastPoints: Int) {
        self.entry = entry
        self.exit = exit
        isMeasurable = abs(exit.points - entry.points) >= leastPoints
    }
}

/// Why two assessments cannot be compared.
package enum ProgressFault: Error, Equatable, CustomStringConvertible {
    case versionsDiffer(entry: String, exit: String)
    /// One version, two contents: somebody changed a questionnaire and kept its name.
    case versionAltered(String)

    package var description: String {
        switch self {
        case .versionsDiffer(let entry, let exit):
            "entry was asked with \(entry), exit with \(exit): ask the exit again with \(entry)"
        case .versionAltered(let version):
            "two questionnaires are named \(version): give the changed one a new version"
        }
    }
}
