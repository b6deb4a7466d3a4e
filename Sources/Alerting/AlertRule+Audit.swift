package import GarageNetwork

extension AlertRule {
    /// Speaks of who asks, not of a garage: ALERTS adds what the audit tells (``MassReading``).
    package static let massReading = AlertRule(
        name: "mass-reading",
        meaning: "Somebody had the files of unusually many persons in their hands in one hour.",
        level: { _, _ in nil },
        reason: { _ in
            Sentence(
                french: "lecture massive de dossiers", english: "files read in great numbers")
        })
}

extension MassReading {
    /// Who it was, by what the audit knows of them: never a person's name.
    package var who: Sentence {
        let role = actor.role.rawValue
        if let key = actor.keyID {
            return Sentence(french: "jeton \(key) (\(role))", english: "token \(key) (\(role))")
        }
        guard let uid = actor.uid else { return Sentence(french: role, english: role) }
        return Sentence(french: "compte \(uid) (\(role))", english: "account \(uid) (\(role))")
    }

    /// What a manager is told, and how to see what it was.
    package var sentence: Sentence {
        let filter = actor.keyID.map { " token=\($0)" } ?? ""
        let look = "AUDIT\(filter) since=\(since.advanced(bySeconds: -3_600).iso8601)"
        return Sentence(
            french: "\(who.french) : dossiers de \(persons) personnes en une heure ; voir \(look)",
            english: "\(who.english): files of \(persons) persons within one hour; see \(look)")
    }
}

extension Check {
    package static let audit = Check(
        name: "audit",
        meaning:
            "Whether the audit is as it was written, and nobody read persons in great numbers.",
        measure: { input in
            let found = input.facts.coherence.findings.filter { $0.check == auditCheck }
            let readings = input.facts.massReadings
            let text =
                if let first = found.first {
                    "\(first.what): AUDIT-VERIFY says more"
                } else if let first = readings.first {
                    "\(readings.count) read persons in great numbers: \(first.sentence.english)"
                } else if let at = input.facts.coherence.comparedAt {
                    "as it was written on \(at.paris.day)"
                } else {
                    "nobody has verified it yet"
                }
            return Measurement(
                text: text,
                values: [
                    Value(name: "findings", value: Double(found.count), isJudged: true),
                    Value(
                        name: "mass_readings", value: Double(readings.count),
                        limits: massReadingLimits),
                ])
        },
        defaults: { _ in (1, 1) })

    /// The word that findings of the audit stand under, among those of the nightly comparison.
    package static let auditCheck = "audit"
    /// One is to be looked at; so many that they cannot all be somebody's busy day are critical.
    private static let massReadingLimits = (warning: 1.0, critical: 100.0)
}
