import Glibc

/// The system's random numbers, asked for by the handful.
///
/// A code takes seven numbers, and the kernel is as long over one as over all of these.
struct PooledGenerator: RandomNumberGenerator {
    /// 256 bytes, the most that is given at once.
    private static let count = 32

    private var system = SystemRandomNumberGenerator()
    private var numbers: [UInt64] = []

    mutating func next() -> UInt64 {
        if let number = numbers.popLast() { return number }
        numbers = Array(repeating: 0, count: Self.count)
        let isFilled = numbers.withUnsafeMutableBytes { bytes in
            bytes.baseAddress.map { getentropy($0, bytes.count) } == 0
        }
        if !isFilled { numbers = [] }
        return numbers.popLast() ?? system.next()
    }
}
