extension [Int] {
    /// The value that a share of an ordered list does not exceed (nearest rank); nil when empty.
    func quantile(_ share: Double) -> Int? {
        guard !isEmpty else { return nil }
        return self[
            Swift.min(count - 1, Swift.max(0, Int((share * Double(count)).rounded(.up)) - 1))]
    }
}

extension Double {
    /// This number with some digits after the point, halves away from zero.
    func text(places: Int) -> String {
        let scale = (0..<places).reduce(1.0) { scale, _ in scale * 10 }
        let scaled = (self * scale).rounded()
        guard scaled.magnitude < 9e15 else { return "\(self)" }
        let whole = Int(scaled.magnitude)
        let sign = scaled < 0 && whole > 0 ? "-" : ""
        let divisor = Int(scale)
        guard places > 0 else { return "\(sign)\(whole)" }
        let digits = String(whole % divisor)
        let zeros = String(repeating: "0", count: places - digits.count)
        return "\(sign)\(whole / divisor).\(zeros)\(digits)"
    }
}
