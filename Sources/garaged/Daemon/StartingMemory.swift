import Glibc

/// The memory that only starting needed: given back, so that an idle daemon is small.
///
/// Starting goes once through much of the program and of Swift's libraries: linking, reading the
/// configuration, parsing the gazetteer. The system counts every page of code that was ever run as
/// the daemon's own. A page that is told off stays in the system's cache and comes back, within a
/// microsecond, when it is run again; what is not run again is no longer counted.
enum StartingMemory {
    /// Tells off the pages of code; does nothing where `/proc` is not there.
    static func giveBack() {
        guard let file = fopen("/proc/self/maps", "r") else { return }
        defer { fclose(file) }
        var line = [CChar](repeating: 0, count: 4_352)
        while fgets(&line, Int32(line.count), file) != nil {
            let bytes = line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
            guard let code = CodeMapping(String(decoding: bytes, as: UTF8.self)) else { continue }
            madvise(UnsafeMutableRawPointer(bitPattern: code.start), code.length, MADV_DONTNEED)
        }
    }
}

/// A line of `/proc/self/maps` about code that came from a file.
struct CodeMapping: Equatable {
    let start: UInt
    let length: Int

    /// Nil for anything that may have been written to: only what the file holds may be told off.
    init?(_ line: String) {
        // A path may hold blanks; any number of them stands before it.
        let fields = line.split(separator: " ", maxSplits: 5)
        guard fields.count == 6, fields[1] == "r-xp",
            fields[5].drop(while: { $0 == " " }).hasPrefix("/")
        else { return nil }
        let ends = fields[0].split(separator: "-")
        guard ends.count == 2, let start = UInt(ends[0], radix: 16),
            let end = UInt(ends[1], radix: 16), start < end
        else { return nil }
        self.start = start
        length = Int(end - start)
    }
}
