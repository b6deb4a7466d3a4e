/// Where the bytes of a reply go: an array that grows, or memory of a fixed size.
protocol ByteSink {
    mutating func append(_ byte: UInt8)
    mutating func append(_ bytes: UnsafeBufferPointer<UInt8>)
    /// Writes a whole number with at least so many digits, at most 20.
    mutating func appendDigits(_ value: UInt64, atLeast count: Int)
}

extension ByteSink {
    /// Writes text as it is.
    mutating func append(_ text: String) {
        var text = text
        text.withUTF8 { append($0) }
    }
}

extension [UInt8]: ByteSink {
    mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) { append(contentsOf: bytes) }
}
