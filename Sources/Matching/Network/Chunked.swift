/// An array in pieces: changing one element of a copy copies one piece, not the whole.
///
/// What the requests in flight still read stays as it was, and a referral at a network of 20,000
/// garages costs no more than at one of 300.
package struct Chunked<Element: Sendable>: Sendable {
    private var chunks: [[Element]]
    /// The number of elements.
    package let count: Int

    /// Small enough to copy within microseconds, large enough that there are few.
    private static var shift: Int { 8 }
    private static var mask: Int { (1 << shift) - 1 }

    /// The elements of an array, in order.
    package init(_ elements: [Element]) {
        count = elements.count
        chunks = stride(from: 0, to: elements.count, by: 1 << Self.shift).map {
            Array(elements[$0..<min($0 + Self.mask + 1, elements.count)])
        }
    }

    /// The same element so many times.
    package init(repeating element: Element, count: Int) {
        self.init(Array(repeating: element, count: count))
    }

    /// One element; setting it copies its piece when the array is shared.
    package subscript(index: Int) -> Element {
        get { chunks[index >> Self.shift][index & Self.mask] }
        set { chunks[index >> Self.shift][index & Self.mask] = newValue }
    }
}
