/// Repeats an operation and says what one of them costs.
struct Meter {
    /// How many repetitions are measured, after those that warm up.
    let repetitions: Int
    /// A repetition runs the operation as often as fits in about this long, and once at least.
    let nanosecondsAtLeast: Double

    static let thorough = Meter(repetitions: 7, nanosecondsAtLeast: 1e8)
    static let quick = Meter(repetitions: 5, nanosecondsAtLeast: 1e7)

    /// What one run of `work`'s operation costs.
    ///
    /// Operations come in multiples of `cycle`, so that every repetition asks the same questions.
    /// `work` runs the operation so many times and returns something that depends on every result,
    /// so that the compiler cannot leave any of it out.
    @inline(never)
    func measure(cycle: Int = 1, _ work: (_ count: Int) -> Int) -> Figure {
        var count = cycle
        var checksum = 0
        while true {
            let wall = clocked { checksum &+= work(count) }.wall
            if wall >= nanosecondsAtLeast { break }
            count *= wall < nanosecondsAtLeast / 20 ? 10 : 2
        }
        let costs = (0..<repetitions).map { _ in clocked { checksum &+= work(count) } }
        precondition(checksum != .min, "Never so; it only has to be looked at.")
        let walls = costs.map { $0.wall / Double(count) }.sorted()
        let processors = costs.map { $0.processor / Double(count) }.sorted()
        return Figure(
            medianWall: walls[repetitions / 2], medianProcessor: processors[repetitions / 2],
            fastestWall: walls[0])
    }

    private func clocked(_ work: () -> Void) -> (wall: Double, processor: Double) {
        let (wall, processor) = (Clocks.wall(), Clocks.process())
        work()
        return (Clocks.wall() - wall, Clocks.process() - processor)
    }
}

/// What one operation costs, in nanoseconds.
struct Figure {
    let medianWall: Double
    /// Of all threads, in the program and in the kernel; without the time spent waiting for a turn.
    let medianProcessor: Double
    /// The least that was seen: what the code can do when nobody disturbs it.
    let fastestWall: Double

    /// The headings over ``cells``.
    static let columns = ["wall, median", "CPU, median", "wall, fastest"]
    var cells: [String] { [medianWall, medianProcessor, fastestWall].map(duration) }
    /// How many a second of one processor is enough for.
    var perSecond: Double { 1e9 / medianProcessor }
}
