/// Where the chain over the audit ended at some moment: kept elsewhere, it proves later that
/// nothing before it was changed and nothing was cut off.
package struct AuditHead: Equatable, Sendable {
    /// The number of the link, from 1; 0 before the first.
    package var position: Int64
    /// 32 bytes that only whoever has the key can make.
    package var mac: [UInt8]

    package static let macBytes = 32
    /// What the first link follows.
    package static let start = AuditHead(
        position: 0, mac: Array(repeating: 0, count: macBytes))

    package init(position: Int64, mac: [UInt8]) {
        self.position = position
        self.mac = mac
    }

    /// Reads `17:0123…`, 64 hexadecimal digits; nil for anything else.
    package init?(_ text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let position = Int64(parts[0]), parts[1].utf8.count == 2 * Self.macBytes
        else { return nil }
        var mac: [UInt8] = []
        var high: UInt8?
        for character in parts[1] {
            guard character.isASCII, let digit = character.hexDigitValue.map(UInt8.init) else {
                return nil
            }
            if let first = high {
                mac.append(first << 4 | digit)
                high = nil
            } else {
                high = digit
            }
        }
        self.init(position: position, mac: mac)
    }

    /// `17:0123…`, as it is given back.
    package var text: String {
        "\(position):"
            + mac.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}

/// What a walk along the chain over the audit found.
package struct AuditVerdict: Equatable, Sendable {
    /// How many links were walked.
    package var links: Int64
    /// The last link that was forgotten for its age; 0 where none was.
    package var forgotten: Int64
    /// Where the chain ends now.
    package var head: AuditHead
    /// The first thing that is wrong; nil where nothing is.
    package var finding: AuditFinding?
    /// Whether an earlier head was compared: one that is forgotten by now cannot be.
    package var isCompared: Bool

    package init(
        links: Int64, forgotten: Int64, head: AuditHead, finding: AuditFinding? = nil,
        isCompared: Bool = false
    ) {
        self.links = links
        self.forgotten = forgotten
        self.head = head
        self.finding = finding
        self.isCompared = isCompared
    }
}

/// One thing that is wrong with the audit.
package struct AuditFinding: Equatable, Sendable {
    package var fault: Fault
    /// Of the link; nil where there is none.
    package var position: Int64?
    /// The number of the entry; nil where there is none.
    package var entry: Int64?

    /// The raw value is its word on the wire.
    package enum Fault: String, CaseIterable, Sendable {
        /// The entry or its link is not what was written.
        case altered
        /// The entry is gone.
        case removed
        /// The link at this position is gone.
        case linkRemoved = "link-removed"
        /// An entry that no link names and that is older than those that links name: it was put in
        /// later, or its link was taken away.
        case unlinked
        /// What stands for the forgotten entries was not written by a daemon.
        case anchor
        /// The chain ends before the head that was given.
        case cut
        /// The chain has another link where the head was.
        case rewritten
    }

    package init(_ fault: Fault, position: Int64? = nil, entry: Int64? = nil) {
        self.fault = fault
        self.position = position
        self.entry = entry
    }
}
