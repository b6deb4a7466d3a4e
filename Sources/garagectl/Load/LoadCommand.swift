import ArgumentParser

/// `garagectl load`: the rows of LOAD as a table, as bars, as a picture.
struct LoadCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "load",
        abstract: "Shows how each garage's month stands: a table, bars, or a map.",
        discussion: """
            Without --chart and --svg it prints the rows of LOAD, and takes every key of
            it: 'garagectl help load' lists them. The pictures take month= and territory=.

            --chart shows the month at a glance: who stands where, how many garages have
            how many people, one bar a garage with the worst first, and the honest
            numbers. A bar passes its [ when the garage is in its band, and its ] when it
            is above. Colours and block letters are for a terminal; a pipe, LANG=C and
            NO_COLOR get plain ASCII.

            --svg writes one file that any browser and printer shows: a map of France
            with every garage where it stands in its band, the histogram, the honest
            numbers.

            Both speak the language of --lang, else of the locale.

              garagectl load band=below limit=10
              garagectl load --chart
              garagectl load --chart --limit 300 month=2026-10 | less
              garagectl load --svg load.svg --lang fr
            """)

    @Argument(help: ArgumentHelp("Keys of LOAD.", valueName: "key=value"))
    var words: [String] = []

    @Flag(help: "Bars, a histogram and the honest numbers.")
    var chart = false

    @Option(
        help: ArgumentHelp("Where a picture with a map goes.", valueName: "file"),
        completion: .file(extensions: ["svg"]))
    var svg: String?

    @Option(help: ArgumentHelp("How many bars the chart has.", valueName: "number"))
    var limit: Int?

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    /// Bars when nobody says how many: with the summary, what two screens hold.
    static let barsUsual = 30

    func validate() throws {
        if let limit, limit < 1 { throw ValidationError("--limit is at least 1") }
        if limit != nil, !chart { throw ValidationError("--limit is of --chart; or say limit=") }
        if chart || svg != nil, output.json || output.csv {
            throw ValidationError("--json and --csv print rows; leave out --chart and --svg")
        }
        if svg == "" { throw ValidationError("--svg needs the name of a file") }
    }

    func run() throws {
        guard chart || svg != nil else {
            try RequestCommand.send(["load"] + words, connection, output)
            return
        }
        let question = try LoadQuestion(words)
        let load = try question.ask(connection.open(), withPlaces: svg != nil)
        let words = LoadWords(connection.lang ?? .ofLocale(environmentValue))
        if let svg {
            let file = try WholeFile(svg)
            try file.write(LoadPicture(load, words: words).document)
            try file.finish()
        }
        if chart {
            let chart = LoadChart(
                load: load, words: words, width: Terminal.width ?? 80,
                limit: limit ?? Self.barsUsual, ink: .ofTerminal)
            for line in chart.lines { Terminal.print(line) }
        }
    }
}

extension Language {
    /// The language that the person's locale names, else English.
    static func ofLocale(_ variable: (String) -> String?) -> Language {
        let names = ["LC_ALL", "LC_MESSAGES", "LANG"]
        let locale = names.lazy.compactMap(variable).first { !$0.isEmpty } ?? "C"
        return locale.lowercased().hasPrefix("fr") ? .fr : .en
    }
}
