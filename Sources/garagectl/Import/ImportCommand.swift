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
            leaves everything as it was.

            Steps come from dealers' systems: columns code, step, date, amount (euros), reason,
            score, key, or their French names. Steps and reasons are known by many words in
            French and English; --mapping names others. Days are 2026-11-24, 24/11/2026,
            24/11/26 or a spreadsheet's number from 36526 (2000-01-01) to 73050 (2099-12-31).
            Each row is checked against the database too; the same file sent again changes
            nothing. A file that is not UTF-8 is read as Windows-1252 or UTF-16 where it can be
            nothing else. Managers may import steps, and a garage the steps of its own people.

              garagectl import places communes.csv
              garagectl import garages garages.csv --dry-run
              garagectl import closures closures.csv
              garagectl import prescribers prescribers.csv --partial --rejects refused.csv
              garagectl import steps steps.csv --mapping import-steps.toml --dry-run
            """)

    @Argument(help: "What the file lists: \(ImportKind.allValueStrings.joined(separator: ", ")).")
    var kind: ImportKind

    @Argument(help: "The CSV file.", completion: .file(extensions: ["csv", "tsv"]))
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

    @Option(
        help: ArgumentHelp(
            "Other names of columns, steps and reasons, in TOML: Config/import-steps.example.toml.",
            valueName: "path"), completion: .file(extensions: ["toml"]))
    var mapping: String?

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        if mapping != nil, kind != .steps {
            throw ValidationError("--mapping is for steps")
        }
        if rejects == file {
            throw ValidationError("--rejects would overwrite the file itself")
        }
    }

    func run() throws {
        let started = ContinuousClock.now
        let words = try mapping.map { path throws(Failure) in try ImportMapping(path: path) }
        let decoded = try FileEncoding.decoded(try FileText.raw(file), file)
        let prepared = try PreparedFile(
            kind: kind, bytes: decoded.bytes, mapping: words ?? .none)
        let outcome = try outcome(of: prepared)
        let hasRejects = !outcome.rejected.isEmpty
        let rejectsPath = rejects ?? file + ".rejects.csv"
        if hasRejects {
            try RejectFile.write(
                outcome.rejected, of: prepared, needsMark: decoded.needsMark, to: rejectsPath)
        }
        let report = ImportReport(
            path: file, file: prepared, outcome: outcome, isDryRun: dryRun,
            isCommitted: outcome.commit != nil, rejectsPath: rejectsPath,
            seconds: (ContinuousClock.now - started).inSeconds, encodingRemark: decoded.remark)
        if !connection.quiet { for line in report.remarks { Terminal.complain(line) } }
        show(report)
        if outcome.isRefused || (hasRejects && !partial) {
            throw ProgramStatus.refused
        }
    }

    private func show(_ report: ImportReport) {
        switch output.style {
        case .table: Terminal.print(report.summary)
        case .json: report.outcome.commit.map(Terminal.print)
        case .csv:
            CSVText.lines([report.outcome.commit.flatMap(JSONReader.object) ?? []])
                .forEach(Terminal.print)
        }
    }

    private func outcome(of prepared: PreparedFile) throws(Failure) -> ImportRun.Outcome {
        let progress = Progress(
            "import \(kind.rawValue)", total: prepared.rows.count, isQuiet: connection.quiet)
        defer { progress.finish() }
        let client = try connection.open()
        let run = ImportRun(isPartial: partial, isDryRun: dryRun, trustsPositions: trust)
        return try run.run(
            prepared, through: client, advance: progress.advance,
            finish: { progress.wait("import \(kind.rawValue): the database is at work") })
    }
}
