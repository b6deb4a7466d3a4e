/// One of the questions that `make bench` answers, with all its tables.
///
/// To add a level, write it in a folder of its own and name it in ``all``.
struct Level: Sendable {
    /// What the command line calls it, and the file of its results.
    let name: String
    let title: String
    /// Fills the result; what it throws ends this level, not the others.
    let run: @Sendable (Bench) throws -> Void

    /// In the order of the report.
    static let all: [Level] = [.index, .service, .write, .scale, .hot]
}

extension Level {
    /// Parts of the daemon in this process, one thread: the sections of `Hot`.
    static let hot = Level(name: "hot", title: "Hot paths, in this process") { bench in
        for section in Section.all {
            try section.report(bench)
        }
    }
}
