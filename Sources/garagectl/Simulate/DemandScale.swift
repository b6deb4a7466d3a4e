/// More or less of the same demand: how often each request is made.
struct DemandScale {
    let percent: Int
    private var generator: SplitMix

    init(percent: Int, seed: UInt64) {
        self.percent = percent
        generator = SplitMix(state: seed)
    }

    /// From a tenth of the demand to ten times as much: beyond, another scenario is meant.
    static let percentRange = 10...1_000

    /// How often the next request is made: the whole hundreds of `percent`, and once more for a
    /// draw of the rest.
    mutating func nextCopies() -> Int {
        percent / 100 + (generator.next() % 100 < UInt64(percent % 100) ? 1 : 0)
    }
}

/// Sixty-four random bits at a time, the same for the same seed on every machine.
///
/// **Source.** Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
