import Foundation

/// The memory of this process that is in use and in place.
enum ResidentMemory {
    /// In bytes, whole pages, after what was given back to the allocator has gone to the system.
    static var bytes: Int {
        trim()
        let statm = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8)) ?? ""
        let pages = statm.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
        return pages * sysconf(Int32(_SC_PAGESIZE))
    }

    /// Swift's Glibc module does not have `malloc_trim`, the library does.
    private static func trim() {
        guard let symbol = dlsym(nil, "malloc_trim") else { return }
        typealias Trim = @convention(c) (Int) -> Int32
        _ = unsafeBitCast(symbol, to: Trim.self)(0)
    }
}
