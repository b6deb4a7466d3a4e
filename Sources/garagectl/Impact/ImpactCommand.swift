import ArgumentParser

/// `garagectl impact`: both partners' indicators as tables, as CSV, as a page for a committee.
struct ImpactCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "impact",
        abstract: "Shows both partners' indicators on the same people: tables, CSV, a page.",
        discussion: """
            Takes the keys of IMPACT: 'garagectl help impact' lists them. Each group of
            people is a table: how many, of how many, the median or the share, and its
            95 % confidence interval. A hyphen is a number that would point at a person.

            --page writes one HTML file with charts, for a steering committee to read and to
            print: no script, no font, nothing from outside.

            --csv gives every figure as one row, for a spreadsheet.

              garagectl impact from=2026-01-01 through=2026-06-30
              garagectl impact by=kind --csv > impact.csv
              garagectl impact by=month --page impact.html --lang fr
            """)

    @Argument(help: ArgumentHelp("Keys of IMPACT.", valueName: "key=value"))
    var words: [String] = []

    @Option(
        help: ArgumentHelp("Where a page with charts goes.", valueName: "file"),
        completion: .file(extensions: ["html"]))
    var page: String?

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        if page == "" { throw ValidationError("--page needs the name of a file") }
        if page != nil, output.json || output.csv {
            throw ValidationError("--json and --csv print rows; leave out --page")
        }
    }

    func run() throws {
        if output.json || output.csv {
            try RequestCommand.send(["impact"] + words, connection, output)
            return
        }
        let language = connection.lang ?? .ofLocale(environmentValue)
        var keys = words.map { word in
            let name = String(word.prefix { $0 != "=" })
            return (name, String(word.dropFirst(name.count + 1)))
        }
        if !keys.contains(where: { $0.0 == "lang" }) { keys.append(("lang", language.rawValue)) }
        let listing = try Listing(connection.open(), "IMPACT", keys)
        let figures = ImpactFigures(listing.rows, listing.totals)
        guard let page else {
            ImpactTables(figures, language: language).lines(width: Terminal.width)
                .forEach(Terminal.print)
            return
        }
        let file = try WholeFile(page)
        try file.write(ImpactPage(figures, language: language).document)
        try file.finish()
    }
}
