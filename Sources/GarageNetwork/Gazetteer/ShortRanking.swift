/// The few lowest of many keys, in order and without repeats, in one small array.
struct ShortRanking {
    private(set) var keys: [Int] = []
    private let limit: Int

    init(limit: Int) {
        self.limit = limit
        keys.reserveCapacity(limit + 1)
    }

    var isFull: Bool { keys.count == limit }

    /// Takes a key, unless it is there already or `limit` lower ones are.
    ///
    /// - Complexity: O(1) for most keys of a long random run, O(`limit`) at worst.
    mutating func take(_ key: Int) {
        if isFull, let last = keys.last, key >= last { return }
        let index = keys.firstIndex(fromWhich: { $0 >= key })
        if index < keys.count, keys[index] == key { return }
        keys.insert(key, at: index)
        if keys.count > limit { keys.removeLast() }
    }
}
