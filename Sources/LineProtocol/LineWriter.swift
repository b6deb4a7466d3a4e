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

    /// How many more bytes fit.
    @inlinable package var room: Int { space.count - count }

    /// Drops what was written after the first so many bytes.
    @inlinable
    package mutating func drop(after count: Int) {
        self.count = count
        isFull = false
    }

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
        guard let from = bytes.baseAddress, let to = space.baseAddress else { return }
        (to + count).copyMemory(from: from, byteCount: bytes.count)
        count &+= bytes.count
    }

    /// Writes bytes as they are.
    @inlinable
    package mutating func append(_ bytes: [UInt8]) {
        bytes.withUnsafeBufferPointer { append(UnsafeRawBufferPointer($0)) }
    }

    /// Writes up to 16 bytes, copied as one; what stands after them is written over.
    @inlinable @inline(__always)
    package mutating func append(_ word: ShortText) {
        guard count &+ 16 <= space.count else {
            withUnsafeBytes(of: word.bytes) {
                append(UnsafeRawBufferPointer(rebasing: $0[..<word.count]))
            }
            return
        }
        space.storeBytes(of: word.bytes, toByteOffset: count, as: SIMD16<UInt8>.self)
        count &+= word.count
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
        if (1..<8).contains(utf8.count), CharacterRule.isPlain(shortWord(utf8)) { return true }
        var position = 0
        while position < utf8.count {
            // The last word begins before the place where it would, rather than end behind it.
            let word = min(position, utf8.count - 8)
            if word >= 0,
                CharacterRule.isPlain(utf8.loadUnaligned(fromByteOffset: word, as: UInt64.self))
            {
                position = word + 8
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

    /// All bytes of a text of 1 to 7, some of them twice, and spaces.
    private static func shortWord(_ utf8: UnsafeRawBufferPointer) -> UInt64 {
        if utf8.count >= 4 {
            let head = utf8.loadUnaligned(as: UInt32.self)
            let tail = utf8.loadUnaligned(fromByteOffset: utf8.count - 4, as: UInt32.self)
            return UInt64(tail) << 32 | UInt64(head)
        }
        let (first, middle) = (UInt64(utf8[0]), UInt64(utf8[utf8.count >> 1]))
        let last = UInt64(utf8[utf8.count - 1])
        return 0x2020_2020_2000_0000 | last << 16 | middle << 8 | first
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
        0001020304050607080910111213141516171819202122232425262728293031323334353637383940414243\
        4445464748495051525354555657585960616263646566676869707172737475767778798081828384858687\
        888990919293949596979899
        """
    }

    @inline(__always)
    mutating func appendDigits(_ value: UInt64, atLeast least: Int) {
        if value < 10, least == 1 {
            append(0x30 + UInt8(truncatingIfNeeded: value))
        } else if value < 100, least <= 2, count &+ 2 <= space.count {
            storePair(Int(truncatingIfNeeded: value), at: count)
            count &+= 2
        } else {
            appendManyDigits(value, atLeast: least)
        }
    }

    @inline(never)
    private mutating func appendManyDigits(_ value: UInt64, atLeast least: Int) {
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
            place -= 2
            storePair(Int(truncatingIfNeeded: rest % 100), at: place)
            rest /= 100
        }
        if place > count { space[count] = 0x30 + UInt8(truncatingIfNeeded: rest) }
        count += digits
    }

    @inline(__always)
    private func storePair(_ number: Int, at place: Int) {
        let digits = UnsafeRawPointer(Self.pairs.utf8Start)
            .loadUnaligned(fromByteOffset: 2 * number, as: UInt16.self)
        space.storeBytes(of: digits, toByteOffset: place, as: UInt16.self)
    }

    mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
        append(UnsafeRawBufferPointer(bytes))
    }
}
