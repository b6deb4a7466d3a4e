/// The name a garage goes by everywhere a person reads it: `G017`, `120`, `renault-brebieres`.
///
/// It is the id of the file the garage was imported from, kept as it was. Ids are ordered shorter
/// first, then by their characters, so that `2` comes before `10` and `G002` before `G010`: the
/// order of the file in both customs. Equal costs are decided by this order.
package struct GarageID: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let text: String

    /// What an id may be: 1 to 32 letters, digits, `-`, `_`, `.` or `:`.
    package static let lengthMax = 32

    /// - Returns: nil when the text cannot be an id.
    package init?(_ text: String) {
        guard (1...Self.lengthMax).contains(text.utf8.count),
            text.utf8.allSatisfy(Self.isAllowed)
        else { return nil }
        self.text = text
    }

    /// One that was checked before.
    init(unchecked text: String) { self.text = text }

    /// Whether UTF-8 is an id.
    package static func isAllowed(_ bytes: UnsafeRawBufferPointer) -> Bool {
        (1...lengthMax).contains(bytes.count) && bytes.allSatisfy(isAllowed)
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
            UInt8(ascii: "."), UInt8(ascii: ":"):
            true
        default: false
        }
    }

    package static func < (a: GarageID, b: GarageID) -> Bool {
        let (m, n) = (a.text.utf8.count, b.text.utf8.count)
        return m == n ? a.text < b.text : m < n
    }

    package var description: String { text }
}
