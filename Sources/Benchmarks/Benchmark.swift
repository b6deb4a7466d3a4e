/// One thing that is measured: how long one operation takes, on one core.
struct Benchmark: Sendable {
    let name: String
    /// Runs the operation so many times and returns something that depends on every result, so
    /// that the compiler cannot leave the work out.
    let run: @Sendable (_ repetitions: Int) -> Int

    /// How many rounds are measured; the first one, which warms up, is not among them.
    private static let rounds = 7
    /// A round takes about this long, far above the resolution of the clock.
    private static let roundTime = Duration.milliseconds(200)

    /// Nanoseconds for one operation: the fastest round and the median one.
    ///
    /// The fastest is what the code can do; a median far above it says that the machine was busy.
    func measure() -> (fastest: Double, median: Double) {
        var repetitions = 1
        var checksum = 0
        var time = Duration.zero
        while true {
            time = clocked { checksum &+= run(repetitions) }
            if time >= Self.roundTime / 2 { break }
            repetitions *= time < Self.roundTime / 20 ? 10 : 2
        }
        var results: [Double] = []
        for _ in 0..<Self.rounds {
            time = clocked { checksum &+= run(repetitions) }
            results.append(time / .nanoseconds(1) / Double(repetitions))
        }
        results.sort()
        precondition(checksum != .min, "Never so; it only has to be looked at.")
        return (results[0], results[Self.rounds / 2])
    }

    private func clocked(_ work: () -> Void) -> Duration { ContinuousClock().measure(work) }
}
