import ArgumentParser
import Glibc

/// `garagectl person-export`: what is kept of a person, as two files to hand over.
struct PersonExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "person-export",
        abstract: "Writes all that is kept of a person: values as JSON, and lines to read.",
        discussion: """
            Makes B….json, one object a line, and B….txt, in French or in English (--lang),
            in the folder; only the caller may read them. Each is written whole or not at all.
            The audit of the daemon remembers who took what. A manager adds purpose=rights.

              garagectl person-export B7Q2K4M9X1C5D --output /run/user/1000
            """)

    @Argument(
        help: ArgumentHelp("The pseudonym; and purpose= for a manager.", valueName: "pseudonym"))
    var words: [String]

    @Option(
        name: [.short, .long], help: ArgumentHelp("The folder to write to.", valueName: "folder"),
        completion: .directory)
    var output: String

    @OptionGroup var connection: ConnectionOptions
    /// Taken because every subcommand takes them; both forms are written.
    @OptionGroup var style: OutputOptions

    func validate() throws {
        if output.isEmpty { throw ValidationError("--output needs the name of a folder") }
        if words.first.map(Self.isPseudonym) != true {
            throw ValidationError("the first word is a pseudonym, as B7Q2K4M9X1C5D")
        }
    }

    func run() throws {
        let run = PersonExportRun(
            words: words, folder: output, language: connection.lang?.rawValue)
        let client = try connection.open()
        let files = try run.run { request throws(Failure) in try client.ask(request) }
        if !connection.quiet { files.forEach { Terminal.complain($0) } }
    }

    /// Nothing else may become the name of a file.
    static func isPseudonym(_ word: String) -> Bool {
        word.utf8.first == UInt8(ascii: "B") && (2...32).contains(word.utf8.count)
            && word.utf8.allSatisfy { byte in
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
                    || (0x61...0x7A).contains(byte)
            }
    }
}

/// Asks twice, and writes both files once both were answered.
struct PersonExportRun {
    let words: [String]
    let folder: String
    let language: String?

    /// Only the owner.
    private static let mode: mode_t = 0o600

    /// - Returns: the names of the files.
    func run(
        _ ask: (RequestText) throws(Failure) -> WireReply
    ) throws(Failure) -> [String] {
        let (values, lines) = (try ask(request("json")), try ask(request("text")))
        _ = try values.get(verb: "BENEFICIARY-EXPORT")
        _ = try lines.get(verb: "BENEFICIARY-EXPORT")
        var text: [String] = []
        for row in lines.rows {
            guard let line = JSONReader.object(row)?.plain("text") else {
                throw .badReply("a line of an export without its text")
            }
            text.append(line)
        }
        let pseudonym = words.first ?? ""
        let files = [
            ("\(folder)/\(pseudonym).json", values.rows), ("\(folder)/\(pseudonym).txt", text),
        ]
        for (path, lines) in files {
            let file = try WholeFile(path, mode: Self.mode)
            for line in lines { try file.write(line) }
            try file.finish()
        }
        return files.map(\.0)
    }

    private func request(_ form: String) -> RequestText {
        var arguments = [("beneficiary", words.first ?? ""), ("form", form)]
        for word in words.dropFirst() {
            if let sign = word.firstIndex(of: "=") {
                arguments.append((String(word[..<sign]), String(word[word.index(after: sign)...])))
            }
        }
        if let language { arguments.append(("lang", language)) }
        return RequestText("BENEFICIARY-EXPORT", arguments)
    }
}
