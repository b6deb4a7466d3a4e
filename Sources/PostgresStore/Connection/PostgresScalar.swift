import GarageNetwork

/// A value that is one field of PostgreSQL, in its binary form.
protocol PostgresScalar: Sendable {
    /// The OIDs of its type and of an array of it, which PostgreSQL fixes for built-in types.
    static var postgresType: UInt32 { get }
    static var postgresArrayType: UInt32 { get }
    func appendBinary(to bytes: inout [UInt8])
    /// - Returns: nil when the bytes are not such a value.
    static func fromBinary(_ bytes: UnsafeRawBufferPointer) -> Self?
}

extension PostgresScalar where Self: FixedWidthInteger {
    func appendBinary(to bytes: inout [UInt8]) {
        withUnsafeBytes(of: bigEndian) { bytes.append(contentsOf: $0) }
    }

    static func fromBinary(_ bytes: UnsafeRawBufferPointer) -> Self? {
        guard bytes.count == MemoryLayout<Self>.size else { return nil }
        return Self(bigEndian: bytes.loadUnaligned(as: Self.self))
    }
}

extension Int16: PostgresScalar {
    static var postgresType: UInt32 { 21 }
    static var postgresArrayType: UInt32 { 1005 }
}

extension Int32: PostgresScalar {
    static var postgresType: UInt32 { 23 }
    static var postgresArrayType: UInt32 { 1007 }
}

extension Int64: PostgresScalar {
    static var postgresType: UInt32 { 20 }
    static var postgresArrayType: UInt32 { 1016 }
}

extension Double: PostgresScalar {
    static var postgresType: UInt32 { 701 }
    static var postgresArrayType: UInt32 { 1022 }

    func appendBinary(to bytes: inout [UInt8]) {
        Int64(bitPattern: bitPattern).appendBinary(to: &bytes)
    }

    static func fromBinary(_ bytes: UnsafeRawBufferPointer) -> Double? {
        Int64.fromBinary(bytes).map { Double(bitPattern: UInt64(bitPattern: $0)) }
    }
}

extension Bool: PostgresScalar {
    static var postgresType: UInt32 { 16 }
    static var postgresArrayType: UInt32 { 1000 }

    func appendBinary(to bytes: inout [UInt8]) { bytes.append(self ? 1 : 0) }

    static func fromBinary(_ bytes: UnsafeRawBufferPointer) -> Bool? {
        bytes.count == 1 ? bytes[0] != 0 : nil
    }
}

/// Text cannot hold a NUL in PostgreSQL; one that does is refused there, not cut here.
extension String: PostgresScalar {
    static var postgresType: UInt32 { 25 }
    static var postgresArrayType: UInt32 { 1009 }

    func appendBinary(to bytes: inout [UInt8]) { bytes.append(contentsOf: utf8) }

    static func fromBinary(_ bytes: UnsafeRawBufferPointer) -> String? {
        String(decoding: bytes, as: UTF8.self)
    }
}

/// Bytes as they are: a hash.
struct Bytes: PostgresScalar, Equatable {
    var bytes: [UInt8]
    init(_ bytes: [UInt8]) { self.bytes = bytes }

    static var postgresType: UInt32 { 17 }
    static var postgresArrayType: UInt32 { 1001 }

    func appendBinary(to bytes: inout [UInt8]) { bytes.append(contentsOf: self.bytes) }
    static func fromBinary(_ bytes: UnsafeRawBufferPointer) -> Bytes? { Bytes(Array(bytes)) }
}

/// `date`: days since 2000-01-01, which is day 10,957.
extension Day: PostgresScalar {
    static var postgresType: UInt32 { 1082 }
    static var postgresArrayType: UInt32 { 1182 }

    func appendBinary(to bytes: inout [UInt8]) { (ordinal - 10_957).appendBinary(to: &bytes) }

    static func fromBinary(_ bytes: UnsafeRawBufferPointer) -> Day? {
        Int32.fromBinary(bytes).flatMap {
            // The two ends are PostgreSQL's infinities, which no column here may hold.
            $0 == .max || $0 == .min ? nil : Day(ordinal: $0 &+ 10_957)
        }
    }
}

/// `timestamptz`: microseconds since 2000-01-01T00:00:00Z.
extension Instant: PostgresScalar {
    static var postgresType: UInt32 { 1184 }
    static var postgresArrayType: UInt32 { 1185 }
    private static var epoch: Int64 { 946_684_800_000_000 }

    func appendBinary(to bytes: inout [UInt8]) {
        (microseconds - Self.epoch).appendBinary(to: &bytes)
    }

    static func fromBinary(_ bytes: UnsafeRawBufferPointer) -> Instant? {
        Int64.fromBinary(bytes).flatMap {
            $0 == .max || $0 == .min ? nil : Instant(microseconds: $0 &+ epoch)
        }
    }
}
