/// Writes a reply into memory that a connection has set aside, without allocating.
///
/// What does not fit is left out and said by ``isFull``: whoever wrote then drops it all and
/// answers another way. The bytes are those of ``ReplyEncoder``, because both end in the same
/// functions.
@usableFromInline
package struct LineWriter {
    @usableFromInline let space: UnsafeMutableRawBufferPointer
    /// How many bytes were written.
    @usableFromInline package private(set) var count = 0
    /// Whether something did not fit.
    @usableFromInline package private(set) var isFull = false

    @inlinable
    package init(_ space: UnsafeMutableRawBufferPointer) { self.space = space }

    /// Writes one byte.
    @inlinable @inline(__always)
    package mutating func append(_ byte: UInt8) {
        guard count < space.count else {
            isFull = true
            return
        }
        space[count] = byte
        count += 1
    }

    /// Writes bytes as they are.
    @inlinable @inline(__always)
    package mutating func append(_ bytes: UnsafeRawBufferPointer) {
        guard count + bytes.count <= space.count else {
            isFull = true
            return
        }
        UnsafeMutableRawBufferPointer(rebasing: space[count...]).copyMemory(from: bytes)
        count += bytes.count
    }

    /// Writes bytes as they are.
    @inlinable
    package mutating func append(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { append($0) }
    }

    /// Writes text that is known when the program is built.
    @inlinable @inline(__always)
    package mutating func append(_ text: StaticString) {
        append(UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    /// Writes the lines of a refusal.
    package mutating func append(_ error: RequestError, tag: UnsafeRawBufferPointer?) {
        var bytes: [UInt8] = []
        ReplyEncoder(tag: tag.map { String(decoding: $0, as: UTF8.self) })
            .append(error, to: &bytes)
        append(bytes)
    }

    /// Writes a whole number.
    package mutating func append(whole number: Int) { appendWhole(Int64(number)) }

    /// Writes a number with a fixed count of digits after the point; JSON's `null` for one that is
    /// not finite.
    package mutating func append(decimal number: Double, places: Int) {
        if number.isFinite {
            appendDecimal(number, places: places)
        } else {
            append("null" as StaticString)
        }
    }

    /// Writes a JSON string of well-formed UTF-8, with its quotes.
    package mutating func append(json utf8: [UInt8]) {
        utf8.withUnsafeBufferPointer { appendJSON(utf8: $0) }
    }

    /// Writes the first byte of a line, which says what it is, and the tag.
    package mutating func begin(_ mark: UInt8, tag: UnsafeRawBufferPointer?) {
        append(mark)
        append(0x20)
        guard let tag else { return }
        append(0x40)
        append(tag)
        append(0x20)
    }
}

extension LineWriter: ByteSink {
    mutating func appendDigits(_ value: UInt64, atLeast least: Int) {
        if value < 10, least == 1 { return append(0x30 + UInt8(truncatingIfNeeded: value)) }
        var digits = 1
        var power: UInt64 = 10
        while value >= power, digits < 19 {
            digits += 1
            power &*= 10
        }
        // The number above has 19 digits and may have one more.
        if value >= 10_000_000_000_000_000_000 { digits = 20 }
        digits = max(digits, least)
        guard count + digits <= space.count else {
            isFull = true
            return
        }
        var rest = value
        for place in stride(from: count + digits - 1, through: count, by: -1) {
            space[place] = 0x30 + UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        }
        count += digits
    }

    mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
        append(UnsafeRawBufferPointer(bytes))
    }
}
