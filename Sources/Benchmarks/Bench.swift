import Foundation

/// What a level works with: where its files lie, how long it may take, the result that it fills.
final class Bench {
    /// A tenth of the time and no largest sizes, for figures that are good for a glance only.
    let isQuick: Bool
    /// The folder of the report.
    let out: URL
    private(set) var result: LevelResult

    /// Programs that were compiled, data that was made, servers' own folders.
    ///
    /// It may be deleted at any time.
    var scratch: URL { out.appending(path: "scratch") }

    init(_ level: Level, isQuick: Bool, out: URL) {
        self.isQuick = isQuick
        self.out = out
        result = LevelResult(level: level.name, title: level.title, isQuick: isQuick)
    }

    /// Adds a table, and what the machine was like before and after it was measured.
    ///
    /// `note` is what a reader needs to know to read the figures, as Markdown.
    func table(
        _ title: String, _ columns: [String], note: String? = nil,
        _ measure: (inout Table) throws -> Void
    ) throws {
        say(title)
        var table = Table(columns)
        let before = Conditions.now(in: out)
        try measure(&table)
        let after = Conditions.now(in: out)
        result.tables.append(
            MeasuredTable(title: title, note: note, table: table, before: before, after: after))
    }

    /// A sentence over the tables of this level.
    func note(_ sentence: String) { result.notes.append(sentence) }

    /// The version of something that was measured.
    func version(_ name: String, _ version: String) { result.versions[name] = version }

    /// Says, once, what is not measured here, why, and how it would be.
    func skip(_ peer: String, because reason: String, install: String) {
        guard !result.skipped.contains(where: { $0.name == peer }) else { return }
        say("\(peer) is skipped: \(reason). To have it: \(install)")
        result.skipped.append(SkippedPeer(name: peer, reason: reason, install: install))
    }

    /// Adds a curve to one of ``Plot/all``.
    func plot(_ curve: Curve) { result.curves.append(curve) }

    /// Compares a figure with what it is to be.
    func goal(_ goal: Goal) { result.goals.append(goal) }

    /// What a level needs to say while it goes on.
    func say(_ line: String) {
        FileHandle.standardError.write(Data("bench: \(result.level): \(line)\n".utf8))
    }

    func finish(seconds: Double, failure: String?) {
        result.seconds = seconds
        result.failure = failure
    }
}
