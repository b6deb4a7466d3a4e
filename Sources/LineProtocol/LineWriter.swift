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
    package mutating func append(_ bytes: [UInt8]) { append(bytes, bytes.indices) }

    /// Writes some of the bytes of an array as they are.
    @inlinable @inline(__always)
    package mutating func append(_ bytes: [UInt8], _ range: Range<Int>) {
        bytes.withUnsafeBufferPointer {
            append(UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: $0[range])))
        }
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
    package mutating func append(json utf8: UnsafeRawBufferPointer) {
        if Self.standsAsItIs(utf8) {
            append(0x22)
            append(utf8)
            append(0x22)
        } else {
            appendJSON(utf8: utf8.assumingMemoryBound(to: UInt8.self))
        }
    }

    /// Writes a JSON string, whose bytes are written by somebody else, with its quotes.
    ///
    /// - Parameter body: Is lent the room there is, and returns how many bytes of it hold UTF-8
    ///   that ``standsAsItIs(_:)``; nil where it needs more.
    package mutating func append(jsonBy body: (UnsafeMutableRawBufferPointer) -> Int?) {
        append(0x22)
        guard let written = body(UnsafeMutableRawBufferPointer(rebasing: space[count...])) else {
            isFull = true
            return
        }
        count += written
        append(0x22)
    }

    /// Whether no character of well-formed UTF-8 is escaped, as far as is seen at a glance.
    ///
    /// Beyond ASCII that are the letters of two bytes from U+00C0 to U+05FF, accents among them:
    /// controls are below and marks of direction above.
    package static func standsAsItIs(_ utf8: UnsafeRawBufferPointer) -> Bool {
        var position = 0
        while position < utf8.count {
            if position + 8 <= utf8.count,
                CharacterRule.isPlain(
                    utf8.loadUnaligned(fromByteOffset: position, as: UInt64.self))
            {
                position += 8
                continue
            }
            let byte = utf8[position]
            switch byte {
            case 0x22, 0x5C: return false
            case 0x20...0x7E: position += 1
            case 0xC3...0xD7: position += 2
            default: return false
            }
        }
        return true
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
    /// 00, 01 and so on to 99.
    private static var pairs: StaticString {
        """
        00010203040506070809101112131415161718192021222324252627282930313233343536373839404142434445\
        46474849505152535455565758596061626364656667686970717273747576777879808182838485868788899091\
        9293949596979899
        """
    }

    mutating func appendDigits(_ value: UInt64, atLeast least: Int) {
        if value < 10, least == 1 { return append(0x30 + UInt8(truncatingIfNeeded: value)) }
        var digits = least
        var power = Self.powerOfTen(least)
        while value >= power, digits < 19 {
            digits += 1
            power &*= 10
        }
        // The number above has 19 digits and may have one more.
        if value >= 10_000_000_000_000_000_000 { digits = 20 }
        guard count + digits <= space.count else {
            isFull = true
            return
        }
        var rest = value
        var place = count + digits
        while place - count > 1 {
            let pair = Int(truncatingIfNeeded: rest % 100)
            rest /= 100
            place -= 2
            let digits = UnsafeRawPointer(Self.pairs.utf8Start)
                .loadUnaligned(fromByteOffset: 2 * pair, as: UInt16.self)
            space.storeBytes(of: digits, toByteOffset: place, as: UInt16.self)
        }
        if place > count { space[count] = 0x30 + UInt8(truncatingIfNeeded: rest) }
        count += digits
    }

    mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
        append(UnsafeRawBufferPointer(bytes))
    }
}
