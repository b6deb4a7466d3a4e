/// Something that must be equal and is not.
package struct CoherenceFinding: Equatable, Sendable {
    /// The check that found it: the name of a file of `SQL/Checks`, `recount` or `snapshot`.
    package var check: String
    /// What is wrong, in a few English words.
    package var what: String
    /// How many rows say so.
    package var count: Int
    /// The first of them: a garage's number, a referral's code; never a person's name.
    package var firstID: String

    package init(check: String, what: String, count: Int, firstID: String) {
        self.check = check
        self.what = what
        self.count = count
        self.firstID = firstID
    }
}

/// What the last comparison found.
package struct CoherenceReport: Equatable, Sendable {
    /// When it ended; nil before the first one.
    package var comparedAt: Instant?
    package var findings: [CoherenceFinding]

    package init(comparedAt: Instant? = nil, findings: [CoherenceFinding] = []) {
        self.comparedAt = comparedAt
        self.findings = findings
    }
}
