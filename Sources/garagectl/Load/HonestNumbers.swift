/// The three numbers that only together say how well the promise is kept, from LOAD's final line:
/// the share in band, the best share that could be, and the mean.
///
/// Each is nil when the daemon did not say it.
struct HonestNumbers: Equatable {
    /// Garages whose month can be judged.
    let garages: Int?
    let inBand: Int?
    /// 0 to 1.
    let share: Double?
    /// The best share at this demand and geography, 0 to 1.
    let attainable: Double?
    /// People a garage.
    let mean: Double?
    /// People in all.
    let people: Int?

    init(_ values: [NamedText]) {
        func number(_ name: String) -> Double? {
            values.first { $0.name == name }.flatMap { Double($0.text) }.flatMap {
                $0.isFinite && $0 >= 0 ? $0 : nil
            }
        }
        func count(_ name: String) -> Int? {
            values.first { $0.name == name }.flatMap { Int($0.text) }
        }
        garages = count("garages")
        inBand = count("in")
        people = count("committed")
        attainable = number("attainable")
        mean = number("mean")
        share =
            number("in_share")
            ?? {
                guard let inBand = count("in"), let garages = count("garages"), garages > 0
                else { return nil }
                return Double(inBand) / Double(garages)
            }()
    }
}
