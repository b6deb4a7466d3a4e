import ArgumentParser
import GarageNetwork

/// `garagectl replay DEMAND.csv --decisions OUT.csv`.
struct ReplayCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Sends a year of requests through the daemon, as a rehearsal.",
        discussion: """
            DEMAND.csv has request_id,ts,lat,lon,radius_km or the columns event_id, ts,
            prescriber_id, lat, lon, max_km, roulant, in the order of ts. For each request the
            daemon's clock is set, the person is enrolled and referred; OUT.csv gets
            request_id,garage_id,decision_us, where no garage means that nobody could be found.
            The time is the round trip of REFER as seen from here.

            The daemon must have been started with --now and an embedded database, others with
            --now on the database of the first. Every write
            has a key: an interrupted replay is started again with the same command. OUT.csv
            appears when the last request is decided; until then it is OUT.csv.part.

              garaged serve --state rehearsal --now 2025-01-02T08:00:00+01:00
              garagectl replay demand.csv --decisions decisions.csv

            With --also, once for each, other daemons on the same database take requests in turn:
            the decisions must be the same.
            """)

    @Argument(help: "The requests.", completion: .file(extensions: ["csv"]))
    var demand: String

    @Option(
        help: ArgumentHelp("Where the decisions go.", valueName: "out.csv"), completion: .file())
    var decisions: String

    @Option(help: ArgumentHelp("How garages are chosen; the daemon's default.", valueName: "name"))
    var policy: String?

    @Option(help: ArgumentHelp("Only the first requests.", valueName: "number"))
    var limitRequests: Int?

    @Option(
        help: ArgumentHelp("Show every garage's load of this month.", valueName: "2025-03"))
    var month: Month?

    @Option(
        help: ArgumentHelp("How the keys begin; another one is other people.", valueName: "text"))
    var keyPrefix = "replay"

    @Option(
        help: ArgumentHelp(
            "Another daemon on the same database, which takes requests in turn.",
            valueName: "path|host:port"))
    var also: [String] = []

    @Flag(help: "Do not set the daemon's clock.")
    var noClock = false

    @Flag(help: "Refer on nobody's behalf, although the file names prescribers.")
    var noPrescribers = false

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        if let limitRequests, limitRequests < 1 {
            throw ValidationError("--limit-requests is at least 1")
        }
        for daemon in also where Endpoint(pathOrTCP: daemon) == nil {
            throw ValidationError("--also is the path of a socket, or HOST:PORT")
        }
        guard (1...12).contains(keyPrefix.utf8.count),
            keyPrefix.utf8.allSatisfy({ $0.isASCIILetterOrDigit || $0 == 0x2D })
        else { throw ValidationError("--key-prefix is 1 to 12 letters, digits and '-'") }
    }

    func run() throws {
        let all = try Demand.list(try FileText.read(demand))
        let demands = Array(all.prefix(limitRequests ?? all.count))
        let file = try WholeFile(decisions)
        try file.write("request_id,garage_id,decision_us")
        let progress = Progress("replay", total: demands.count, isQuiet: connection.quiet)
        var tally = ReplayTally()
        let order = ReplayOrder(
            keyPrefix: keyPrefix, policy: policy, namesPrescribers: !noPrescribers)
        let run = ReplayRun(
            order: order, setsClock: !noClock,
            connect: { () throws(Failure) in try connection.open() },
            others: also.compactMap(Endpoint.init(pathOrTCP:)).map { endpoint in
                PersistentLine(
                    connect: { () throws(Failure) in try connection.open(endpoint) },
                    pause: sleepMilliseconds)
            })
        defer { progress.finish() }
        try run.run(demands) { demand, decision throws(Failure) in
            try file.write(
                CSVText.line([
                    demand.requestID, decision.garage ?? "", String(decision.microseconds),
                ]))
            tally.add(demand, decision)
            progress.advance()
        }
        try file.finish()
        progress.finish()
        try report(tally)
    }

    private func report(_ tally: ReplayTally) throws(Failure) {
        let client = try connection.open()
        let rows =
            if let month { try LoadTable.garages(of: month, client: client) } else {
                try LoadTable.months(tally, client: client)
            }
        output.style.print(rows)
        if !connection.quiet {
            if output.style == .table {
                Terminal.print("\n" + tally.summary)
            } else {
                Terminal.complain(tally.summary)
            }
        }
    }
}

extension Month: ExpressibleByArgument {
    package init?(argument: String) { self.init(argument) }
}

extension Endpoint {
    /// Reads the path of a socket, which has a slash, or `HOST:PORT`.
    init?(pathOrTCP text: String) {
        if text.contains("/") {
            self = .unix(path: text)
        } else {
            self.init(tcp: text)
        }
    }
}
