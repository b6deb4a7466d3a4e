import GarageNetwork

/// Who a person is, as it is sealed.
struct SealedIdentity: Codable, Equatable, Sendable {
    var familyName: String
    var givenName: String
    var birthDate: String?
    var phone: String?
    var email: String?
    var contact: String?
    var address: String?
    var need: String?

    init(_ identity: Identity) {
        familyName = identity.familyName
        givenName = identity.givenName
        birthDate = identity.birthDate?.description
        phone = identity.phone
        email = identity.email
        contact = identity.contact?.rawValue
        address = identity.address
        need = identity.need
    }

    var identity: Identity {
        Identity(
            familyName: familyName, givenName: givenName,
            birthDate: birthDate.flatMap { Day($0) }, phone: phone, email: email,
            contact: contact.flatMap(ContactPreference.init(rawValue:)), address: address,
            need: need)
    }
}

extension Identity {
    /// What two files of one person have in common: folded names and the birth date; nil without
    /// both.
    var nameText: String? {
        guard let birthDate, !familyName.isEmpty else { return nil }
        return [familyName.folded, givenName.folded, "\(birthDate)"]
            .joined(separator: "\u{1F}")
    }

    /// The national digits of the telephone: `+33 6 12 …` and `06 12 …` are one; nil without six.
    var phoneText: String? {
        var digits = (phone ?? "").filter(\.isNumber)
        for prefix in ["0033", "33", "0"] where digits.hasPrefix(prefix) && digits.count > 9 {
            digits.removeFirst(prefix.count)
            break
        }
        return digits.count >= 6 ? digits : nil
    }
}
