extension Vocabulary {
    /// What this build's own declarations say.
    static let known = Vocabulary(verbs: [], universalKeys: [])
}
