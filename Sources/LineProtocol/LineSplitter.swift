/// Finds the lines in a stream of bytes that arrives in pieces of any size.
///
/// A line that lies whole in one piece is not copied; only what a piece leaves unfinished is. Never
/// holds more than the longest line, however much is sent without a line end.
package struct LineSplitter {
    /// The longest line in bytes, without its line end.
    ///
    /// May change between two lines.
    package var maximumLineBytes: Int
    /// The line that `joined` announced, until the next call of `next`.
    package private(set) var held: [UInt8] = []

    private var isHeldDone = false
    private var isDiscarding = false

    package init(maximumLineBytes: Int) { self.maximumLineBytes = maximumLineBytes }

    /// What was found.
    package enum Found: Equatable {
        /// A line, as a range of the piece, without LF or CR LF.
        case inPiece(Range<Int>)
        /// A line that began in an earlier piece; its bytes are in `held`.
        case joined
        /// The line is longer than allowed; told once, as soon as that is known.
        ///
        /// Its beginning is in `held`, its rest will be discarded.
        case tooLong
    }

    /// Whether a line has begun and not ended.
    package var isInsideLine: Bool { isDiscarding || (!isHeldDone && !held.isEmpty) }

    /// Finds the next line of `piece` at or after `offset`.
    ///
    /// - Parameters:
    ///   - piece: the bytes that came; the same at each call until `nil` is returned.
    ///   - offset: where to go on; moved forward. At the end of the piece once `nil` is returned.
    /// - Returns: `nil` when the rest of the piece holds no line end.
    package mutating func next(
        in piece: UnsafeRawBufferPointer, from offset: inout Int
    ) -> Found? {
        if isHeldDone {
            held.removeAll(keepingCapacity: true)
            isHeldDone = false
        }
        while offset < piece.count {
            guard let end = Self.lineEnd(in: piece, from: offset) else {
                return keepRest(of: piece, from: &offset)
            }
            let start = offset
            offset = end + 1
            if isDiscarding {
                isDiscarding = false
                continue
            }
            return held.isEmpty
                ? whole(piece, start: start, end: end) : join(piece, start: start, end: end)
        }
        return nil
    }

    /// Shows the lines that lie whole in `piece`, one after the other, as long as they are taken.
    ///
    /// - Parameters:
    ///   - piece: As for ``next(in:from:)``, which sees the first that was not taken.
    ///   - offset: Where to go on; moved behind the last that was taken.
    ///   - take: Is shown a line without LF or CR LF; true when it has taken it.
    /// - Returns: How many were taken.
    package mutating func takeWhole(
        in piece: UnsafeRawBufferPointer, from offset: inout Int,
        _ take: (UnsafeRawBufferPointer) -> Bool
    ) -> Int {
        guard held.isEmpty || isHeldDone, !isDiscarding else { return 0 }
        var lines = 0
        while let end = Self.lineEnd(in: piece, from: offset) {
            let last = Self.withoutReturn(piece, start: offset, end: end)
            guard last - offset <= maximumLineBytes,
                take(UnsafeRawBufferPointer(rebasing: piece[offset..<last]))
            else { break }
            offset = end + 1
            lines += 1
        }
        return lines
    }

    /// What stands after the last line end: a line cut short, never to be executed.
    ///
    /// - Returns: its bytes; empty where the stream ended well, or in a line already refused.
    package mutating func finish() -> [UInt8] {
        defer {
            held = []
            isHeldDone = false
            isDiscarding = false
        }
        return isInsideLine && !isDiscarding ? held : []
    }

    // MARK: Steps

    /// Where the next LF is.
    ///
    /// Looks at eight bytes at a time: a byte of `word` is zero where the
    /// piece has LF, and the lowest such byte is exact (Hacker's Delight, section 6-1).
    private static func lineEnd(in piece: UnsafeRawBufferPointer, from offset: Int) -> Int? {
        let ones: UInt64 = 0x0101_0101_0101_0101
        var position = offset
        while position + 8 <= piece.count {
            let bytes = piece.loadUnaligned(fromByteOffset: position, as: UInt64.self)
            let word = UInt64(littleEndian: bytes) ^ (ones &* 0x0A)
            let zeros = (word &- ones) & ~word & (ones &* 0x80)
            if zeros != 0 { return position + zeros.trailingZeroBitCount >> 3 }
            position += 8
        }
        while position < piece.count {
            if piece[position] == 0x0A { return position }
            position += 1
        }
        return nil
    }

    /// Where a line that ends in LF or CR LF ends without it.
    private static func withoutReturn(
        _ piece: UnsafeRawBufferPointer, start: Int, end: Int
    ) -> Int {
        end > start && piece[end - 1] == 0x0D ? end - 1 : end
    }

    private mutating func whole(
        _ piece: UnsafeRawBufferPointer, start: Int, end: Int
    ) -> Found {
        let last = Self.withoutReturn(piece, start: start, end: end)
        guard last - start <= maximumLineBytes else {
            held.append(contentsOf: piece[start..<start + maximumLineBytes])
            isHeldDone = true
            return .tooLong
        }
        return .inPiece(start..<last)
    }

    private mutating func join(_ piece: UnsafeRawBufferPointer, start: Int, end: Int) -> Found {
        isHeldDone = true
        let room = max(maximumLineBytes + 1 - held.count, 0)
        held.append(contentsOf: piece[start..<end].prefix(room))
        guard end - start <= room else { return .tooLong }
        if held.last == 0x0D { held.removeLast() }
        return held.count <= maximumLineBytes ? .joined : .tooLong
    }

    /// Keeps an unfinished line, or starts to discard one that is too long already.
    private mutating func keepRest(
        of piece: UnsafeRawBufferPointer, from offset: inout Int
    ) -> Found? {
        let rest = piece[offset...]
        offset = piece.count
        guard !isDiscarding else { return nil }
        let room = maximumLineBytes + 1 - held.count
        held.append(contentsOf: rest.prefix(max(room, 0)))
        let isCarriageReturn = held.count == maximumLineBytes + 1 && held.last == 0x0D
        guard rest.count > room || (held.count > maximumLineBytes && !isCarriageReturn) else {
            return nil
        }
        isDiscarding = true
        isHeldDone = true
        return .tooLong
    }
}
