import CLoad
import Foundation

/// What processes cost, by what the kernel says of them.
enum ProcessTree {
    /// Processor time of processes, in seconds, to the nanosecond.
    static func cpuSeconds(of processes: [pid_t]) -> Double {
        processes.reduce(0) { $0 + max(0, load_cpu_seconds($1)) }
    }

    /// Keeps a server's processes on one processor while it is measured.
    ///
    /// One request at a time wakes the other side each time: on two processors that costs what
    /// halting and waking them costs, and differs fourfold with where the kernel puts whom.
    static func keep<Result>(
        _ root: pid_t, onProcessor processor: Int32?, while measure: () throws -> Result
    ) rethrows -> Result {
        guard let processor else { return try measure() }
        let processes = members(of: root)
        for process in processes { load_pin(process, processor) }
        defer { for process in processes { load_pin(process, -1) } }
        return try measure()
    }

    /// A process and all that descend from it.
    static func members(of root: pid_t) -> [pid_t] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        let parents = names.compactMap { pid_t($0) }.reduce(into: [pid_t: pid_t]()) {
            $0[$1] = text("/proc/\($1)/stat").flatMap(parent(inStat:))
        }
        return descendants(of: root, parents)
    }

    static func descendants(of root: pid_t, _ parents: [pid_t: pid_t]) -> [pid_t] {
        var found = [root]
        var next = 0
        let children = Dictionary(grouping: parents.keys) { parents[$0] ?? 0 }
        while next < found.count {
            found += (children[found[next]] ?? []).filter { $0 != root }.sorted()
            next += 1
        }
        return found
    }

    /// The parent in a line of `/proc/PID/stat`; the program's name, which stands before it in
    /// parentheses, may hold anything, parentheses and blanks too.
    static func parent(inStat line: String) -> pid_t? {
        guard let end = line.lastIndex(of: ")") else { return nil }
        let fields = line[line.index(after: end)...].split(separator: " ")
        return fields.count > 1 ? pid_t(fields[1]) : nil
    }

    /// Memory that a process holds now, in bytes; 0 when there is no such process.
    static func residentBytes(of process: pid_t) -> Int {
        text("/proc/\(process)/status").map { kilobytes("VmRSS", inStatus: $0) * 1024 } ?? 0
    }

    /// The most memory that a process ever held, in bytes; 0 when there is no such process.
    static func mostResidentBytes(of process: pid_t) -> Int {
        text("/proc/\(process)/status").map { kilobytes("VmHWM", inStatus: $0) * 1024 } ?? 0
    }

    static func kilobytes(_ name: String, inStatus text: String) -> Int {
        let line = text.split(separator: "\n").first { $0.hasPrefix("\(name):") }
        return line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) }
            ?? 0
    }

    private static func text(_ path: String) -> String? {
        try? String(contentsOfFile: path, encoding: .utf8)
    }
}
