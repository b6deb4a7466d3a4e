import Alerting
import GarageNetwork
import LineProtocol

/// What one run of a job did: its figures, and one sentence of them.
struct JobReport: Sendable {
    /// In the order of the reply.
    var counts: [(name: String, value: Int)]
    /// What is named besides: a month, a file, a few garages.
    var names: [(name: String, value: String)] = []
    var sentence: Sentence
    /// Whether somebody must look at what was found.
    var needsSomebody = false

    var fields: Reply.Row {
        counts.map { Field($0.name, .count($0.value)) }
            + names.map { Field($0.name, .text($0.value)) }
    }
}

/// A number of things in both languages, as `3 expired`; left out where there are none.
struct Counted: Sendable {
    let value: Int
    let french: String
    let english: String

    /// `one` is how one of them is called, where that differs.
    init(
        _ value: Int, _ french: String, _ english: String,
        one: (french: String, english: String)? = nil
    ) {
        self.value = value
        self.french = value == 1 ? one?.french ?? french : french
        self.english = value == 1 ? one?.english ?? english : english
    }
}

extension Sentence {
    /// What was done, thing by thing; that there was nothing to do where nothing was.
    static func of(_ things: [Counted]) -> Sentence {
        let some = things.filter { $0.value > 0 }
        guard !some.isEmpty else {
            return Sentence(french: "rien à faire", english: "nothing to do")
        }
        return Sentence(
            french: some.map { "\($0.value) \($0.french)" }.joined(separator: ", "),
            english: some.map { "\($0.value) \($0.english)" }.joined(separator: ", "))
    }
}
