import Glibc

/// Where a talk that was interrupted waits: a file that only its user may read, named by the
/// pseudonym, gone once the answers were sent.
struct ResumeFile {
    let path: String
    private let folder: String

    /// In `$XDG_STATE_HOME`, else in `~/.local/state`.
    ///
    /// - Throws: where neither says where.
    init(person: String, environment: (String) -> String?) throws(Failure) {
        let state = environment("XDG_STATE_HOME").flatMap { $0.hasPrefix("/") ? $0 : nil }
        let home = environment("HOME").flatMap { $0.hasPrefix("/") ? $0 + "/.local/state" : nil }
        guard let base = state ?? home else {
            throw Failure(
                .usage, "there is no folder to keep an interrupted talk in",
                advice: "set HOME or XDG_STATE_HOME")
        }
        // A pseudonym is letters and digits; whatever else was typed names no file.
        guard !person.isEmpty, person.utf8.allSatisfy(Self.isPlain) else {
            throw Failure(.usage, "a person is named by their pseudonym, B and letters or digits")
        }
        folder = base + "/garagectl/talks"
        path = "\(folder)/\(person).json"
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
            || (0x61...0x7A).contains(byte)
    }

    /// What was kept; nil when nothing is there that can be read.
    var state: InterviewState? {
        guard access(path, R_OK) == 0, let bytes = try? FileText.read(path) else { return nil }
        return InterviewState(json: String(decoding: bytes, as: UTF8.self).trimmed)
    }

    /// Keeps a state in the place of the one before.
    func save(_ state: InterviewState) throws(Failure) {
        makeFolders()
        let file = try WholeFile(path, mode: 0o600)
        try file.write(state.json)
        try file.finish()
    }

    func remove() { unlink(path) }

    private func makeFolders() {
        var made = ""
        for part in folder.split(separator: "/") {
            made += "/" + part
            mkdir(made, 0o700)
        }
    }
}
