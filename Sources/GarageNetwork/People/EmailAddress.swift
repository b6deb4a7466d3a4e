/// One e-mail address, of the plain form `name@host.example`.
///
/// Quoted names, comments, groups and lists are refused: a mail program would read them as more
/// than one address, or as something else.
package struct EmailAddress: Equatable, Sendable {
    package let text: String

    /// RFC 5321, 4.5.3.1.3, without the angle brackets.
    package static let lengthMax = 254
    private static let nameLengthMax = 64
    private static let marks = Set("!#$%&'*+/=?^_`{|}~.-".utf8)

    /// - Returns: nil when the text is anything else than one such address.
    package init?(_ text: String) {
        let parts = text.utf8.split(
            separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
        guard text.utf8.count <= Self.lengthMax, parts.count == 2,
            (1...Self.nameLengthMax).contains(parts[0].count),
            parts[0].allSatisfy({ $0.isASCIILetterOrDigit || Self.marks.contains($0) }),
            parts[0].first != UInt8(ascii: "-"), HostName.isValid(parts[1])
        else { return nil }
        self.text = text
    }

    /// What follows the `@`.
    package var host: String { String(text.split(separator: "@").last ?? "") }
}

/// How a host is named: letters, digits and `-` in parts between dots.
enum HostName {
    /// RFC 1035, 2.3.4.
    private static let lengthMax = 253
    private static let labelLengthMax = 63

    static func isValid(_ name: some Collection<UInt8>) -> Bool {
        (1...lengthMax).contains(name.count)
            && name.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
                .allSatisfy { label in
                    (1...labelLengthMax).contains(label.count)
                        && label.allSatisfy {
                            $0.isASCIILetterOrDigit || $0 == UInt8(ascii: "-")
                        }
                        && label.first != UInt8(ascii: "-")
                }
    }
}
