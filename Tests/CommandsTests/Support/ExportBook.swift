import Commands
import Synchronization

/// Files for partners, in memory.
final class ExportBook: ExportFolder {
    private struct State {
        var files: [String: [UInt8]] = [:]
        var writes = 0
        var isFull = false
    }
    private let state = Mutex(State())

    var files: [String: String] {
        state.withLock { $0.files.mapValues { String(decoding: $0, as: UTF8.self) } }
    }
    var writes: Int { state.withLock { $0.writes } }
    func fill() { state.withLock { $0.isFull = true } }
    func lose(_ name: String) { state.withLock { $0.files[name] = nil } }

    func write(_ bytes: [UInt8], as name: String) async throws(ExportFailure) -> String {
        let isFull = state.withLock { state in
            if !state.isFull {
                state.files[name] = bytes
                state.writes += 1
            }
            return state.isFull
        }
        if isFull { throw ExportFailure(reference: "DISKFULL") }
        return "/exports/\(name)"
    }
}
