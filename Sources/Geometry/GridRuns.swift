/// Runs of positions in a grid that hold all points of a circle, and more.
///
/// They are all found before any is read, so that the processor waits for memory once for all.
/// The memory is the caller's, until a circle has more rows than fit: then its own.
@usableFromInline
struct GridRuns {
    @usableFromInline var base: UnsafeMutablePointer<Range<Int32>>
    @usableFromInline var capacity: Int
    @usableFromInline var count = 0
    @usableFromInline var ownsMemory = false
    /// A sum of words of points: of no use, but to compute it is to fetch them from memory all at
    /// once, and it is kept lest the compiler leaves it out.
    @usableFromInline var touched: Int32 = 0

    /// None yet, in memory for one at least.
    @inlinable @inline(__always)
    init(_ memory: UnsafeMutablePointer<Range<Int32>>, capacity: Int) {
        base = memory
        self.capacity = capacity
    }

    /// Gives back what memory it took itself; to be called at the end, once.
    @inlinable @inline(__always)
    func release() {
        if ownsMemory { base.deallocate() }
    }

    /// Adds the positions from one to before another, if there are any.
    @inline(__always)
    mutating func append(_ start: Int32, _ end: Int32) {
        base[count] = Range(uncheckedBounds: (start, end))
        count &+= start < end ? 1 : 0
        if count == capacity { grow() }
    }

    /// Asks memory for the points from one position to before another, some ten of them at most,
    /// long before they are read.
    @inline(__always)
    mutating func fetch(_ start: Int32, _ end: Int32, from words: UnsafePointer<SIMD4<Int32>>) {
        // Of an empty run, the point before it.
        let final = max(end &- 1, 0)
        let (first, last) = (3 &* Int(min(start, final) >> 2), 3 &* Int(final >> 2))
        touched &+= words[first].x &+ words[(first &+ last) >> 1].x &+ words[last &+ 2].x
    }

    /// The same for all runs, where they are few.
    @inline(__always)
    mutating func fetch(from words: UnsafePointer<SIMD4<Int32>>) {
        for number in 0..<min(count, 16) {
            fetch(base[number].lowerBound, base[number].upperBound, from: words)
        }
    }

    /// How many positions they have together.
    var total: Int {
        var total = 0
        for number in 0..<count { total &+= base[number].count }
        return total
    }

    @inline(never)
    private mutating func grow() {
        let larger = UnsafeMutablePointer<Range<Int32>>.allocate(capacity: 4 * capacity)
        larger.update(from: base, count: count)
        if ownsMemory { base.deallocate() }
        (base, capacity, ownsMemory) = (larger, 4 * capacity, true)
    }
}
