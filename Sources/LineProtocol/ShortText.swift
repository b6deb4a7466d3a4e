/// Up to 16 bytes of text that is known beforehand, kept so that they are copied as one.
///
/// The names of columns are this short, and a reply has eighty of them.
@usableFromInline
package struct ShortText: Sendable {
    @usableFromInline let bytes: SIMD16<UInt8>
    @usableFromInline let count: Int

    /// - Returns: Nil for a text that is longer.
    package init?(_ text: String) {
        let utf8 = text.utf8
        guard utf8.count <= 16 else { return nil }
        var bytes = SIMD16<UInt8>()
        for (place, byte) in utf8.enumerated() { bytes[place] = byte }
        self.bytes = bytes
        count = utf8.count
    }
}
