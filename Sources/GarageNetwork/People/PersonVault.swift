/// What seals, opens and compares what is kept of a person, with keys that no database has.
package protocol PersonVault: Sendable {
    /// The number of the key that seals now, from 1.
    var sealingKey: Int16 { get }

    /// Seals a field of a person; each time into other bytes, whose number tells little of it.
    ///
    /// `subject` is the pseudonym: what was sealed for one opens for no other, nor as another
    /// field.
    func seal(_ value: some Encodable, as field: SealedField, of subject: String) -> [UInt8]

    /// - Throws: when the key of that number is not there, or the bytes are not what was sealed.
    func open<Value: Decodable>(
        _: Value.Type, _ sealed: [UInt8], key: Int16, as field: SealedField, of subject: String
    ) throws(VaultFault) -> Value

    /// Seals again, with the key that seals now, what was sealed with any.
    func reseal(
        _ sealed: [UInt8], key: Int16, as field: SealedField, of subject: String
    ) throws(VaultFault) -> [UInt8]

    /// 32 bytes a key that tell whether two files hold the same one, and nothing of it.
    ///
    /// By number; 0 is the key of the digests.
    var fingerprints: [Int16: [UInt8]] { get }

    /// Reads what was kept in clear before there was a key: the same value as JSON.
    func read<Value: Decodable>(
        _: Value.Type, clear: String, as field: SealedField
    ) throws(VaultFault) -> Value

    /// 32 bytes that are equal for equal texts, and tell nothing without the key.
    func digest(_ text: String, as kind: DigestKind) -> [UInt8]

    /// 32 bytes for each link of the audit, each over the one before it and its own bytes.
    ///
    /// Only whoever has the keys can make them: who has the database alone cannot write the chain
    /// anew over what they changed.
    func chain(_ links: [[UInt8]], after previous: [UInt8]) -> [[UInt8]]
}

/// Which field of a person was sealed; a part of what the seal holds together.
package enum SealedField: String, CaseIterable, Sendable {
    /// Where they start from and how they travel.
    case situation
    /// Names, birth date, telephone, address, what is wrong with the car.
    case identity
    /// Why another garage than one of the first was chosen.
    case override
    /// Answers to a questionnaire that touch neither health nor ability.
    case answers
    /// Answers that do.
    case sensitiveAnswers = "sensitive-answers"
    /// By which rule a person may come, which may tell of an illness, and what papers were seen.
    case eligibility
}

/// What is compared without being read; texts of one kind never equal those of another.
package enum DigestKind: String, CaseIterable, Sendable {
    /// Folded names and the birth date.
    case name
    /// The digits of a telephone number.
    case phone
    /// What was asked, where that names a person.
    case request
}

/// Why sealed bytes cannot be opened; it names no person.
package enum VaultFault: Error, Equatable, CustomStringConvertible, Sendable {
    case keyMissing(Int16)
    case altered(SealedField)

    package var description: String {
        switch self {
        case .keyMissing(let number):
            "key \(number) is not in the key file: give back the file that the data was sealed with"
        case .altered(let field): "a sealed \(field.rawValue) was altered, or is another person's"
        }
    }
}
