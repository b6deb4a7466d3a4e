import GarageNetwork

extension Garages {
    /// The same in the order of the ids, equal ones in the order they are in.
    ///
    /// - Complexity: O(n) where they are sorted, else O(n log n) comparisons of eight bytes, most
    ///   of them.
    func sortedByID() -> Garages {
        let isSorted = indices.dropFirst().allSatisfy { index in
            withID(at: index - 1) { one in withID(at: index) { !$0.precedesAsID(one) } }
        }
        guard !isSorted else { return self }
        let keys = indices.map { index in
            (key: withID(at: index) { $0.idKey }, index: Int32(index))
        }
        let order = keys.sorted { one, other in
            if one.key != other.key { return one.key < other.key }
            return withID(at: Int(one.index)) { a in
                withID(at: Int(other.index)) { b in
                    if a.precedesAsID(b) { return true }
                    return b.precedesAsID(a) ? false : one.index < other.index
                }
            }
        }
        return reordered(order.map(\.index))
    }
}

extension UnsafeRawBufferPointer {
    /// The order of ``GarageID``: shorter first, then by their characters, which are ASCII.
    func precedesAsID(_ other: UnsafeRawBufferPointer) -> Bool {
        count == other.count ? lexicographicallyPrecedes(other) : count < other.count
    }

    /// The length and the first seven bytes: two ids of different keys are in the keys' order.
    var idKey: UInt64 {
        var key = UInt64(count)
        for place in 0..<7 { key = key << 8 | (place < count ? UInt64(self[place]) : 0) }
        return key
    }
}
