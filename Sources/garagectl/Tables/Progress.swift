/// How far something has come, on standard error.
///
/// A bar for a person, a line at each tenth for a log; nothing of what is over within a second.
final class Progress {
    private let label: String
    private let total: Int
    private let isQuiet: Bool
    private let isTerminal = Terminal.errorIsTerminal
    private let started = ContinuousClock.now
    private var done = 0
    private var shown: ContinuousClock.Instant?
    private var tenth = 0

    init(_ label: String, total: Int, isQuiet: Bool) {
        self.label = label
        self.total = total
        self.isQuiet = isQuiet
    }

    /// One more is done; the clock is looked at with every 16th only.
    func advance() {
        done += 1
        guard !isQuiet, done % 16 == 0 || done == total else { return }
        let now = ContinuousClock.now
        let seconds = (now - started).inSeconds
        guard seconds >= 1 else { return }
        if isTerminal {
            if let shown, now - shown < .milliseconds(100) { return }
            shown = now
            let state = ProgressLine(label: label, done: done, total: total, seconds: seconds)
            Terminal.overwrite(state.bar)
        } else if done * 10 / max(1, total) > tenth {
            tenth = done * 10 / max(1, total)
            let state = ProgressLine(label: label, done: done, total: total, seconds: seconds)
            Terminal.complain(state.sentence)
        }
    }

    /// Says what is waited for, to a person who already looks at a bar.
    func wait(_ what: String) {
        guard isTerminal, !isQuiet, done > 0 else { return }
        shown = ContinuousClock.now
        Terminal.overwrite(what)
    }

    /// Clears the bar, so that what follows starts on a clean line.
    func finish() {
        if shown != nil { Terminal.overwrite("") }
        shown = nil
    }
}

/// How far something has come, in words.
struct ProgressLine {
    let label: String
    let done: Int
    let total: Int
    let seconds: Double

    private static let barWidth = 24

    /// Never above 1: more may come than was announced, when requests are made meanwhile.
    private var share: Double { done >= total ? 1 : Double(done) / Double(total) }
    private var rate: Double { seconds > 0 ? Double(done) / seconds : 0 }

    var sentence: String {
        "\(label): \(Int(share * 100)) % · \(done) of \(total) · \(Int(rate.rounded()))/s"
            + " · \(left) left"
    }

    var bar: String {
        let filled = Int(share * Double(Self.barWidth))
        let bar =
            String(repeating: "█", count: filled)
            + String(repeating: "░", count: Self.barWidth - filled)
        return "\(bar) \(sentence)"
    }

    private var left: String {
        let rest = rate > 0 ? Int((Double(max(0, total - done)) / rate).rounded(.up)) : 0
        return rest < 60 ? "\(rest) s" : "\(rest / 60) min \(rest % 60) s"
    }
}

extension Duration {
    var inSeconds: Double {
        Double(components.seconds) + Double(components.attoseconds) / 1e18
    }
}
