/// One garage in bytes: the fixed part first, then its texts, each after its length.
///
/// ```
/// UInt8 what is there · UInt32 terms · Int64 revision
/// [Int32 checkedOn] [Int32 joinedOn] · 5 × (length, UTF-8): id, name, town, postcode, phone
/// ```
///
/// A length below 255 is one byte; a longer one is 255 and eight bytes more.
struct GarageRecord {
    static let checkedOn: UInt8 = 1
    static let joinedOn: UInt8 = 2
    static let rarities: UInt8 = 4

    static let termsOffset = 1
    private static let revisionOffset = 5
    private static let daysOffset = 13
    private static let longLength: UInt8 = 255

    let bytes: UnsafeRawBufferPointer

    var present: UInt8 { bytes[0] }
    var terms: Int { Int(load(Self.termsOffset) as UInt32) }
    var revision: Int64 { load(Self.revisionOffset) }

    var checkedOnDay: Day? {
        present & Self.checkedOn == 0 ? nil : Day(ordinal: load(Self.daysOffset))
    }

    var joinedOnDay: Day? {
        guard present & Self.joinedOn != 0 else { return nil }
        return Day(ordinal: load(Self.daysOffset + (present & Self.checkedOn == 0 ? 0 : 4)))
    }

    /// Where the texts begin.
    private var textsOffset: Int {
        Self.daysOffset + 4 * (present & (Self.checkedOn | Self.joinedOn)).nonzeroBitCount
    }

    /// The id, which is the first text.
    var id: UnsafeRawBufferPointer { text(at: textsOffset).bytes }

    var name: UnsafeRawBufferPointer { text(at: text(at: textsOffset).end).bytes }

    /// All five texts, in order.
    var texts: (id: String, name: String, town: String, postcode: String, phone: String) {
        let id = text(at: textsOffset)
        let name = text(at: id.end)
        let town = text(at: name.end)
        let postcode = text(at: town.end)
        let phone = text(at: postcode.end)
        return (
            Self.string(id.bytes), Self.string(name.bytes), Self.string(town.bytes),
            Self.string(postcode.bytes), Self.string(phone.bytes)
        )
    }

    private static func string(_ bytes: UnsafeRawBufferPointer) -> String {
        String(decoding: bytes, as: UTF8.self)
    }

    private func text(at offset: Int) -> (bytes: UnsafeRawBufferPointer, end: Int) {
        var (start, length) = (offset + 1, Int(bytes[offset]))
        if bytes[offset] == Self.longLength {
            length = load(start)
            start += 8
        }
        return (UnsafeRawBufferPointer(rebasing: bytes[start..<start + length]), start + length)
    }

    private func load<Value: BitwiseCopyable>(_ offset: Int) -> Value {
        bytes.loadUnaligned(fromByteOffset: offset, as: Value.self)
    }

    /// Writes the fixed part; the texts follow by ``append(_:to:)``.
    static func begin(
        terms: UInt32, revision: Int64, checkedOn: Day?, joinedOn: Day?, hasRarities: Bool,
        to bytes: inout [UInt8]
    ) {
        var present: UInt8 = hasRarities ? rarities : 0
        if checkedOn != nil { present |= Self.checkedOn }
        if joinedOn != nil { present |= Self.joinedOn }
        bytes.append(present)
        append(bits: terms, to: &bytes)
        append(bits: revision, to: &bytes)
        if let checkedOn { append(bits: checkedOn.ordinal, to: &bytes) }
        if let joinedOn { append(bits: joinedOn.ordinal, to: &bytes) }
    }

    /// Writes one text after its length.
    static func append(_ text: UnsafeRawBufferPointer, to bytes: inout [UInt8]) {
        if text.count < Int(longLength) {
            bytes.append(UInt8(text.count))
        } else {
            bytes.append(longLength)
            append(bits: text.count, to: &bytes)
        }
        bytes.append(contentsOf: text)
    }

    static func append(_ text: String, to bytes: inout [UInt8]) {
        var text = text
        text.withUTF8 { append(UnsafeRawBufferPointer($0), to: &bytes) }
    }

    private static func append<Value: BitwiseCopyable>(bits value: Value, to bytes: inout [UInt8]) {
        withUnsafeBytes(of: value) { bytes.append(contentsOf: $0) }
    }
}
