/// What the shell, cron and a monitoring system read of a run.
enum ProgramStatus: Int32, Error, CaseIterable {
    case worked = 0
    /// The daemon refused (4xx), or rows of a file were refused; `check`: a warning.
    case refused = 1
    /// The command line is wrong; `check`: critical.
    case usage = 2
    /// The daemon cannot be reached, is not ready or failed (5xx); `check`: unknown.
    case unreachable = 3

    // What the same numbers mean to a monitoring system.
    static let warning = ProgramStatus.refused
    static let critical = ProgramStatus.usage
    static let unknown = ProgramStatus.unreachable

    // What the same numbers say of a job.
    /// Done, and a person must look at what it found.
    static let attention = ProgramStatus.refused
    static let failed = ProgramStatus.usage
}

/// Why a run ended early: a sentence for people, and what they can do next.
struct Failure: Error, Equatable {
    let status: ProgramStatus
    let sentence: String
    let advice: String?

    init(_ status: ProgramStatus, _ sentence: String, advice: String? = nil) {
        self.status = status
        self.sentence = sentence
        self.advice = advice
    }
}
