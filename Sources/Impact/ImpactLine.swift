/// One indicator of one group of people.
package struct ImpactLine: Equatable, Sendable {
    package let partner: Partner
    /// A word that never changes, such as `change` or `work-3`.
    package let measure: String
    /// `index`, or a dimension of the questionnaire; empty for what is of neither.
    package let dimension: String
    package let unit: Unit
    /// Of how many people it is so, or how many values the median is of; nil where folded.
    package var cases: Int?
    /// Among how many; nil where folded, and where there is no whole.
    package var whole: Int?
    /// A median, a mean, or a share in 0...1; nil where it would say too much or there is none.
    package var value: Double?
    /// The 95 % confidence interval of the value.
    package var low: Double?
    package var high: Double?
    /// What the interval of a median really covers; nil for others.
    package var coverage: Double?

    /// Whose indicator it is.
    package enum Partner: String, CaseIterable, Sendable {
        case association, company
    }

    /// What the value is in.
    package enum Unit: String, CaseIterable, Sendable {
        /// A count only.
        case people, referrals, garages
        /// A median of 0...100, or of a change in −100...100.
        case points
        /// A part of a whole, 0...1.
        case share
        /// The median of answers to the question of satisfaction.
        case score
        /// Their mean.
        case mean
    }

    init(
        _ partner: Partner, _ measure: String, dimension: String = "", unit: Unit,
        cases: Int? = nil, of whole: Int? = nil
    ) {
        self.partner = partner
        self.measure = measure
        self.dimension = dimension
        self.unit = unit
        self.cases = cases
        self.whole = whole
    }

    /// A count as a part of a whole, with Wilson's interval; none where either is folded or the
    /// whole is too small for a part of it.
    static func share(
        _ partner: Partner, _ measure: String, dimension: String = "", _ cases: Int?,
        of whole: Int?
    ) -> ImpactLine {
        var line = ImpactLine(
            partner, measure, dimension: dimension, unit: .share, cases: cases, of: whole)
        guard let cases, let whole, whole >= FoldedTable.casesMin,
            let interval = WilsonInterval(cases, of: whole)
        else { return line }
        line.value = Double(cases) / Double(whole)
        (line.low, line.high) = (interval.low, interval.high)
        return line
    }

    /// A median with its interval; of fewer than ``FoldedTable/casesMin`` values, nothing.
    ///
    /// Where the number of values is folded, so is the coverage, which follows from it.
    static func median(
        _ partner: Partner, _ measure: String, dimension: String = "", unit: Unit,
        _ values: [Double], cases: Int?, of whole: Int?
    ) -> ImpactLine {
        var line = ImpactLine(
            partner, measure, dimension: dimension, unit: unit, cases: cases, of: whole)
        guard values.count >= FoldedTable.casesMin else { return line }
        let sorted = values.sorted()
        line.value = MedianInterval.median(ofSorted: sorted)
        if let interval = MedianInterval(ofSorted: sorted) {
            (line.low, line.high) = (interval.low, interval.high)
            line.coverage = cases == nil ? nil : interval.coverage
        }
        return line
    }
}
