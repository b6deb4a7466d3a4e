import ArgumentParser

/// `garagectl import KIND FILE`.
struct ImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Imports a CSV file, all of it or nothing.",
        discussion: """
            Columns are found by their names, in French or English, in any order; separators
            are , ; or tab. Column names of garages: garage_id, name, address, postal_code,
            commune, lat, lon, cible_min, cible_max … or those of the mes-aides list: id, nom,
            adresse, ville, departement, telephone, services, mis à jour le. A garage without a
            position is placed at its town.

            Every row is checked before anything is written. When a row is refused, nothing is
            imported, the reasons are shown, and the rows are in FILE.rejects.csv with their
            line and reason. --partial imports the others all the same. Ctrl-C before the end
            leaves everything as it was. Steps are the exception: each is written as it is
            sent, and the same file may be sent again.

              garagectl import places communes.csv
              garagectl import garages garages.csv --dry-run
              garagectl import closures closures.csv
              garagectl import prescribers prescribers.csv --partial --rejects refused.csv
            """)

    @Argument(help: "What the file lists: \(ImportKind.allValueStrings.joined(separator: ", ")).")
    var kind: ImportKind

    @Argument(help: "The CSV file, in UTF-8.", completion: .file(extensions: ["csv", "tsv"]))
    var file: String

    @Flag(help: "Check everything, say what would happen, change nothing.")
    var dryRun = false

    @Flag(help: "Import the good rows even when others are refused.")
    var partial = false

    @Flag(help: "Take positions as they are, even where the gazetteer doubts them.")
    var trust = false

    @Option(
        help: ArgumentHelp("Where refused rows go (default: FILE.rejects.csv).", valueName: "path"),
        completion: .file())
    var rejects: String?

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        let prepared = try PreparedFile(kind: kind, bytes: try FileText.read(file))
        let outcome = try outcome(of: prepared)
        let hasRejects = !outcome.rejected.isEmpty
        let rejectsPath = rejects ?? file + ".rejects.csv"
        if hasRejects {
            try RejectFile.write(outcome.rejected, header: prepared.map.header, to: rejectsPath)
        }
        let report = ImportReport(
            path: file, file: prepared, outcome: outcome, isDryRun: dryRun,
            isCommitted: outcome.commit != nil || (kind == .steps && outcome.accepted > 0),
            rejectsPath: rejectsPath)
        if !connection.quiet { for line in report.remarks { Terminal.complain(line) } }
        switch output.style {
        case .table: Terminal.print(report.summary)
        case .json: outcome.commit.map(Terminal.print)
        case .csv:
            CSVText.lines([outcome.commit.flatMap(JSONReader.object) ?? []])
                .forEach(Terminal.print)
        }
        if hasRejects, !partial { throw ProgramStatus.refused }
    }

    private func outcome(of prepared: PreparedFile) throws(Failure) -> ImportRun.Outcome {
        let isUseless = kind == .steps && (dryRun || (!prepared.rejected.isEmpty && !partial))
        if isUseless {
            return ImportRun.Outcome(
                accepted: prepared.rows.count, rejected: prepared.rejected)
        }
        let progress = Progress(
            "import \(kind.rawValue)", total: prepared.rows.count, isQuiet: connection.quiet)
        defer { progress.finish() }
        let client = try connection.open()
        if kind == .steps {
            return try StepsRun().run(prepared, through: client) { progress.advance() }
        }
        let run = ImportRun(isPartial: partial, isDryRun: dryRun, trustsPositions: trust)
        return try run.run(prepared, through: client) { progress.advance() }
    }
}
