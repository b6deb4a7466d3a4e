import Glibc

/// What a running PostgreSQL writes into `postmaster.pid`, line by line.
struct PostmasterFile {
    let process: pid_t
    let socketFolder: String
    let isReady: Bool

    /// Reads the file of a data folder; nil when there is none or it is not complete yet.
    init?(in data: String) {
        guard let text = textOfFile("\(data)/postmaster.pid") else { return nil }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.count >= 5, let process = pid_t(lines[0]) else { return nil }
        self.process = process
        socketFolder = String(lines[4])
        isReady = lines.count >= 8 && lines[7].hasPrefix("ready")
    }

    /// Whether the process is alive and is a PostgreSQL on that folder: numbers are used again.
    func isAlive(in data: String) -> Bool {
        guard kill(process, 0) == 0 || errno == EPERM,
            let words = textOfFile("/proc/\(process)/cmdline")
        else { return false }
        return words.contains(data)
    }
}
