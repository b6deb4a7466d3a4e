import ArgumentParser

/// `garagectl export`: all pages of EXPORT as one file.
struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Takes rows away as a CSV file: referrals, steps, quotes, months.",
        discussion: """
            Asks for page after page until there is no more, and writes one file with a
            header: RFC 4180, UTF-8, decimal points, dates as 2026-11-24. The audit of the
            daemon remembers who took what.

            A text that begins with = + - @ or a tab gets an apostrophe before it, so that
            no spreadsheet runs it as a formula; numbers stay as they are.

            --output writes the file whole or not at all: one that had the name stays until
            the last row is there. Without it, rows go to standard output as they come; if
            the exit status is not 0, the file is not whole.

              garagectl export referrals --from 2026-11-01 --through 2026-11-30 > file.csv
              garagectl export steps --output steps.csv
            """)

    @Argument(
        help: ArgumentHelp(
            "referrals, steps, quotes or months; or keys of EXPORT.", valueName: "what"))
    var words: [String]

    @Option(help: ArgumentHelp("The first day; else 89 days before the last.", valueName: "day"))
    var from: String?

    @Option(help: ArgumentHelp("The last day; else today.", valueName: "day"))
    var through: String?

    @Option(
        name: [.short, .long], help: ArgumentHelp("The file to write.", valueName: "file"),
        completion: .file(extensions: ["csv"]))
    var output: String?

    @OptionGroup var connection: ConnectionOptions
    /// Taken because every subcommand takes them; an export is CSV.
    @OptionGroup var style: OutputOptions

    func validate() throws {
        if style.json { throw ValidationError("an export is CSV; leave out --json") }
        if output == "" { throw ValidationError("--output needs the name of a file") }
    }

    /// A word alone says what; any other is a key with its value.
    private static func key(_ word: String) -> (String, String) {
        guard let sign = word.firstIndex(of: "=") else { return ("what", word) }
        return (String(word[..<sign]), String(word[word.index(after: sign)...]))
    }

    func run() throws {
        let days = [("from", from), ("through", through)]
        let keys =
            words.map(Self.key) + days.compactMap { name, day in day.map { (name, $0) } }
        let client = try connection.open()
        let run = ExportRun(keys: keys, isQuiet: connection.quiet) { request throws(Failure) in
            try client.ask(request)
        }
        guard let output else {
            try run.run { Terminal.print($0) }
            Terminal.flush()
            return
        }
        let file = try WholeFile(output)
        try run.run { line throws(Failure) in try file.write(line) }
        try file.finish()
    }
}
