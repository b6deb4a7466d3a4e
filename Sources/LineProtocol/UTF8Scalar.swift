/// One character outside ASCII, read from bytes that may be anything.
struct UTF8Scalar {
    let value: UInt32
    /// How many bytes it takes: 2, 3 or 4.
    let width: Int

    /// Reads the character at `position`; `nil` where the bytes are not well formed.
    ///
    /// The ranges are table 3-7 of the Unicode Standard: overlong forms, surrogates and values
    /// above U+10FFFF are not well formed.
    init?(_ bytes: UnsafeRawBufferPointer, at position: Int) {
        let first = bytes[position]
        let second: ClosedRange<UInt8>
        switch first {
        case 0xC2...0xDF: (width, second) = (2, 0x80...0xBF)
        case 0xE0: (width, second) = (3, 0xA0...0xBF)
        case 0xED: (width, second) = (3, 0x80...0x9F)
        case 0xE1...0xEF: (width, second) = (3, 0x80...0xBF)
        case 0xF0: (width, second) = (4, 0x90...0xBF)
        case 0xF1...0xF3: (width, second) = (4, 0x80...0xBF)
        case 0xF4: (width, second) = (4, 0x80...0x8F)
        default: return nil
        }
        guard position + width <= bytes.count, second.contains(bytes[position + 1]) else {
            return nil
        }
        var value = UInt32(first) & (0xFF >> UInt32(width + 1))
        for offset in 1..<width {
            let byte = bytes[position + offset]
            guard byte & 0xC0 == 0x80 else { return nil }
            value = value << 6 | UInt32(byte & 0x3F)
        }
        self.value = value
    }
}
