/// An array in pieces: changing one element of a copy copies one piece, not the whole.
///
/// What the requests in flight still read stays as it was, and a referral at a network of 20,000
/// garages costs no more than at one of 300.
package struct Chunked<Element: Sendable>: Sendable {
    private var chunks: [[Element]]
    /// The number of elements.
    package private(set) var count: Int

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

    /// The same element so many times; all pieces are one until they are changed.
    package init(repeating element: Element, count: Int) {
        self.count = count
        let (whole, rest) = (count >> Self.shift, count & Self.mask)
        chunks = Array(
            repeating: Array(repeating: element, count: whole == 0 ? 0 : 1 << Self.shift),
            count: whole)
        if rest > 0 { chunks.append(Array(repeating: element, count: rest)) }
    }

    /// One element; setting it copies its piece when the array is shared.
    package subscript(index: Int) -> Element {
        get { chunks[index >> Self.shift][index & Self.mask] }
        set { chunks[index >> Self.shift][index & Self.mask] = newValue }
    }

    /// Adds an element at the end; copies the last piece when the array is shared.
    package mutating func append(_ element: Element) {
        if count & Self.mask == 0 { chunks.append([]) }
        chunks[chunks.count - 1].append(element)
        count += 1
    }
}
