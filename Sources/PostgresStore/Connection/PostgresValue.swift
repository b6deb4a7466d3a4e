import GarageNetwork

/// A parameter or a column: a scalar, one that may be NULL, or an array of either.
protocol PostgresValue: Sendable {
    static var oid: UInt32 { get }
    func append(to parameters: inout Parameters)
    /// Reads a field; nil is NULL.
    ///
    /// - Returns: nil when the field is not such a value.
    static func decode(_ field: UnsafeRawBufferPointer?) -> Self?
}

extension PostgresValue where Self: PostgresScalar {
    static var oid: UInt32 { postgresType }

    func append(to parameters: inout Parameters) { parameters.append(self) }

    static func decode(_ field: UnsafeRawBufferPointer?) -> Self? { field.flatMap(fromBinary) }
}

extension Int16: PostgresValue {}
extension Int32: PostgresValue {}
extension Int64: PostgresValue {}
extension Double: PostgresValue {}
extension Bool: PostgresValue {}
extension String: PostgresValue {}
extension Bytes: PostgresValue {}
extension Day: PostgresValue {}
extension Instant: PostgresValue {}

extension Optional: PostgresValue where Wrapped: PostgresScalar {
    static var oid: UInt32 { Wrapped.postgresType }

    func append(to parameters: inout Parameters) {
        if let self { parameters.append(self) } else { parameters.appendNull() }
    }

    static func decode(_ field: UnsafeRawBufferPointer?) -> Wrapped?? {
        guard let field else { return .some(nil) }
        return Wrapped.fromBinary(field).map { .some($0) }
    }
}

/// What an array may hold: a scalar, or one that may be NULL.
protocol PostgresElement: Sendable {
    static var elementType: UInt32 { get }
    static var arrayType: UInt32 { get }
    /// Its length and its bytes; -1 and nothing for NULL.
    func appendElement(to bytes: inout [UInt8])
    static func decodeElement(_ field: UnsafeRawBufferPointer?) -> Self?
}

extension PostgresElement where Self: PostgresScalar {
    static var elementType: UInt32 { postgresType }
    static var arrayType: UInt32 { postgresArrayType }

    func appendElement(to bytes: inout [UInt8]) {
        let start = bytes.count
        Int32(0).appendBinary(to: &bytes)
        appendBinary(to: &bytes)
        let length = UInt32(bytes.count - start - 4)
        for i in 0..<4 { bytes[start + i] = UInt8(truncatingIfNeeded: length >> (24 - 8 * i)) }
    }

    static func decodeElement(_ field: UnsafeRawBufferPointer?) -> Self? {
        field.flatMap(fromBinary)
    }
}

extension Int16: PostgresElement {}
extension Int32: PostgresElement {}
extension Int64: PostgresElement {}
extension Double: PostgresElement {}
extension Bool: PostgresElement {}
extension String: PostgresElement {}
extension Bytes: PostgresElement {}
extension Day: PostgresElement {}
extension Instant: PostgresElement {}

extension Optional: PostgresElement where Wrapped: PostgresScalar & PostgresElement {
    static var elementType: UInt32 { Wrapped.postgresType }
    static var arrayType: UInt32 { Wrapped.postgresArrayType }

    func appendElement(to bytes: inout [UInt8]) {
        if let self { self.appendElement(to: &bytes) } else { Int32(-1).appendBinary(to: &bytes) }
    }

    static func decodeElement(_ field: UnsafeRawBufferPointer?) -> Wrapped?? {
        guard let field else { return .some(nil) }
        return Wrapped.fromBinary(field).map { .some($0) }
    }
}

/// One-dimensional arrays: five 32-bit words (dimensions, flags, element type, length, lower
/// bound), then each element with its length before it, all big-endian.
extension Array: PostgresValue where Element: PostgresElement {
    static var oid: UInt32 { Element.arrayType }

    func append(to parameters: inout Parameters) {
        parameters.append { bytes in
            Int32(isEmpty ? 0 : 1).appendBinary(to: &bytes)
            Int32(1).appendBinary(to: &bytes)
            Int32(bitPattern: Element.elementType).appendBinary(to: &bytes)
            guard !isEmpty else { return }
            Int32(count).appendBinary(to: &bytes)
            Int32(1).appendBinary(to: &bytes)
            for element in self { element.appendElement(to: &bytes) }
        }
    }

    static func decode(_ field: UnsafeRawBufferPointer?) -> [Element]? {
        guard var rest = field.map({ $0[...] }) else { return nil }
        func word() -> Int? {
            guard rest.count >= 4 else { return nil }
            defer { rest = rest.dropFirst(4) }
            return Int32.fromBinary(UnsafeRawBufferPointer(rebasing: rest.prefix(4))).map(Int.init)
        }
        guard let dimensions = word(), word() != nil,
            word() == Int(Int32(bitPattern: Element.elementType))
        else { return nil }
        if dimensions == 0 { return [] }
        guard dimensions == 1, let count = word(), count >= 0, word() != nil else { return nil }
        var elements: [Element] = []
        elements.reserveCapacity(Swift.min(count, rest.count))
        for _ in 0..<count {
            guard let length = word(), length <= rest.count else { return nil }
            let bytes = UnsafeRawBufferPointer(rebasing: rest.prefix(Swift.max(length, 0)))
            guard let element = Element.decodeElement(length < 0 ? nil : bytes) else { return nil }
            elements.append(element)
            rest = rest.dropFirst(Swift.max(length, 0))
        }
        return elements
    }
}
