import ArgumentParser

/// `garagectl sheet B…`: a person's own sheet, to read together and to take away.
struct SheetCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sheet",
        abstract: "Shows a person where they stood and where they stand: text, or a picture.",
        discussion: """
            For each dimension of the mobility questionnaire a bar: where the person stands
            now, and where they stood at the entry that the same version was asked at. It
            compares with nobody. --svg writes one file that any browser and printer shows;
            it has the pseudonym on it, no name.

              garagectl sheet B7Q2M0A1 --lang fr
              garagectl sheet B7Q2M0A1 --svg sheet.svg
            """)

    @Argument(help: ArgumentHelp("The person, by their pseudonym.", valueName: "B…"))
    var words: [String]

    @Option(
        help: ArgumentHelp("Where a picture goes.", valueName: "file"),
        completion: .file(extensions: ["svg"]))
    var svg: String?

    @Flag(help: "Print the text as well when a picture is written.")
    var text = false

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        if svg == "" { throw ValidationError("--svg needs the name of a file") }
        if svg != nil, output.json || output.csv {
            throw ValidationError("--json and --csv print rows; leave out --svg")
        }
    }

    func run() throws {
        let person = try [String].person(words)
        guard let person, !output.json, !output.csv else {
            let keys = person.map { ["beneficiary=\($0)"] } ?? words
            try RequestCommand.send(["sheet"] + keys, connection, output)
            return
        }
        let language = connection.lang ?? .ofLocale(environmentValue)
        let request = RequestText(
            "SHEET", [("beneficiary", person), ("lang", language.rawValue)])
        let reply = try connection.open().ask(request)
        _ = try reply.get(verb: "SHEET")
        guard let sheet = PersonSheet(reply.rows) else { throw Failure.badReply("no sheet") }
        let words = SheetWords(language)
        if let svg {
            // A person's own: for whoever made it, not for everybody on this machine.
            let file = try WholeFile(svg, mode: 0o600)
            try file.write(SheetPicture(sheet: sheet, words: words).document)
            try file.finish()
        }
        if svg == nil || text {
            let isPlain = Terminal.outputIsTerminal && !Ink.localeHasUnicode(environmentValue)
            for line in SheetText(sheet: sheet, words: words, isPlain: isPlain).lines {
                Terminal.print(line)
            }
        }
    }
}
