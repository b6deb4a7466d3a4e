import Foundation

/// The machine that measured.
struct Machine: Codable, Equatable {
    let processor: String
    let cores: Int
    let memoryBytes: UInt64
    let kernel: String
    /// Bytes of the data caches of one core, nearest first; empty where the kernel does not say.
    let cacheBytes: [Int]
    let compiler: String

    static let here = Machine(
        processor: processorName, cores: ProcessInfo.processInfo.activeProcessorCount,
        memoryBytes: ProcessInfo.processInfo.physicalMemory, kernel: kernelRelease,
        cacheBytes: caches, compiler: compilerName)

    /// One paragraph.
    var markdown: String {
        let memory = Double(memoryBytes) / 1_073_741_824
        let caches = cacheBytes.enumerated().map { "L\($0 + 1) \(Self.bytes($1))" }
        return "\(processor), \(cores) cores"
            + (caches.isEmpty ? "" : " (\(caches.joined(separator: ", ")))")
            + ", \(significant(memory)) GiB of memory, \(kernel), \(compiler)."
    }

    static func bytes(_ count: Int) -> String {
        switch count {
        case ..<1024: "\(count) B"
        case ..<(1 << 20): "\(count >> 10) KiB"
        default: "\(count >> 20) MiB"
        }
    }

    private static var processorName: String {
        let lines = text("/proc/cpuinfo").split(separator: "\n")
        let line = lines.first { $0.hasPrefix("model name") } ?? "model name: unknown processor"
        return line.split(separator: ":").last.map { $0.trimmingCharacters(in: .whitespaces) } ?? ""
    }

    private static var kernelRelease: String {
        let release = text("/proc/sys/kernel/osrelease").trimmingCharacters(
            in: .whitespacesAndNewlines)
        return release.isEmpty
            ? ProcessInfo.processInfo.operatingSystemVersionString : "Linux \(release)"
    }

    private static var compilerName: String {
        #if compiler(>=6.4)
        "Swift 6.4 or later"
        #elseif compiler(>=6.3)
        "Swift 6.3"
        #else
        "Swift 6.2"
        #endif
    }

    private static var caches: [Int] {
        (0..<8).compactMap { index -> Int? in
            let folder = "/sys/devices/system/cpu/cpu0/cache/index\(index)/"
            guard !text(folder + "type").hasPrefix("Instruction") else { return nil }
            let size = text(folder + "size").trimmingCharacters(in: .whitespacesAndNewlines)
            guard let number = Int(size.dropLast()) else { return nil }
            return number * (size.hasSuffix("M") ? 1 << 20 : 1 << 10)
        }
    }

    private static func text(_ path: String) -> String {
        (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
    }
}
