/// A number followed by its unit, as people write it in the file: `300s`, `1.5km`, `8KiB`.
struct Quantity: Equatable {
    let number: Double
    let unit: String

    /// Nothing when the text is not digits, at most one point between digits, then letters.
    init?(_ text: String) {
        let digits = text.prefix { $0.isASCII && $0.isNumber || $0 == "." }
        let unit = text.dropFirst(digits.count)
        guard let first = digits.first, let last = digits.last, first != ".", last != ".",
            let number = Double(digits), number.isFinite, !unit.isEmpty,
            unit.allSatisfy({ $0.isASCII && $0.isLetter })
        else { return nil }
        self.number = number
        self.unit = String(unit)
    }

    /// The quantity in a base unit, when its own unit is among these.
    func converted(by factors: [(unit: String, factor: Double)]) -> Double? {
        factors.first { $0.unit == unit }.map { $0.factor * number }
    }

    /// Writes a whole number of base units in the largest unit that leaves it whole.
    static func text(_ count: Int, in factors: [(unit: String, factor: Double)]) -> String {
        let largestFirst = factors.sorted { $0.factor > $1.factor }
        for (unit, factor) in largestFirst {
            let (quotient, rest) = count.quotientAndRemainder(dividingBy: Int(factor))
            if rest == 0, quotient > 0 { return "\(quotient)\(unit)" }
        }
        return "0\(largestFirst.last?.unit ?? "")"
    }
}
