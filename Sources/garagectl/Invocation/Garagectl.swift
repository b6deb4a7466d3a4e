import ArgumentParser

/// The command line as a whole.
struct Garagectl: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "garagectl",
        abstract: "Talks to garaged: any verb of its protocol, checks, imports, rehearsals.",
        usage: """
            garagectl [--socket PATH | --connect HOST:PORT] [--token TOKEN] [--json | --csv] \
            VERB key=value …
            garagectl load [key=value …] [--chart [--limit N]] [--svg FILE]
            garagectl check NAME [warn=…] [crit=…]
            garagectl audit [key=value …] | audit verify [--head POSITION:MAC]
            garagectl assess B… [--kind entry|exit|other]
            garagectl sheet B… [--svg FILE]
            garagectl job hourly|daily|nightly|monthly|retention [month=…] [--dry-run]
            garagectl import garages|prescribers|beneficiaries|places|closures|steps FILE \
            [--dry-run] [--partial] [--rejects FILE]
            garagectl export referrals|steps|quotes|months [--from DAY] [--through DAY] \
            [--output FILE]
            garagectl person-export B… --output FOLDER
            garagectl replay DEMAND.csv --decisions OUT.csv
            garagectl simulate SCENARIO [--policy NAME] [--decisions OUT.csv]
            garagectl help [VERB] · garagectl completion bash|zsh|fish
            """,
        discussion: """
            Any word that is not a subcommand is a verb of the daemon, in any case:

              garagectl match place=Lens within=30km
              garagectl load band=below
              garagectl load --chart --svg load.svg
              garagectl --csv garages > garages.csv
              garagectl refer beneficiary=B7Q2 key=2026-11-24-a place=Lens

            Options may stand before or after the verb. Values with spaces are quoted
            for the shell: reason="asked for it". 'garagectl help' lists the verbs,
            'garagectl help match' shows one with its keys, units and an example.

            WHERE IT LOOKS FOR THE DAEMON
              --connect, --socket, $GARAGED_SOCKET, ./state/garaged.sock,
              /run/garaged/garaged.sock, /var/lib/garaged/garaged.sock.
              TLS is not spoken: from another machine, tunnel the Unix socket through ssh.

            ENVIRONMENT
              GARAGED_SOCKET, GARAGED_TOKEN, NO_COLOR;
              LC_ALL, LC_CTYPE, LC_MESSAGES and LANG for pictures

            EXIT STATUS
              0  it worked
              1  the daemon refused (4xx), or rows of a file were refused
              2  the command line is wrong
              3  the daemon cannot be reached, is not ready or failed (5xx)
              check: 0 OK, 1 WARNING, 2 CRITICAL, 3 UNKNOWN
              audit verify: 0 intact, 2 altered, 3 could not ask
              job: 0 done, 1 done and somebody must look, 2 failed, 3 could not ask

            Ctrl-C leaves nothing half done: an import that was not committed never
            happened; a replay or a write repeated with its keys is done once.
            """,
        version: "garagectl 1.0",
        subcommands: [
            LoadCommand.self, ImpactCommand.self, CheckCommand.self, AuditCommand.self,
            MetricsCommand.self, JobCommand.self, AssessCommand.self, SheetCommand.self,
            ImportCommand.self, ExportCommand.self, PersonExportCommand.self,
            ReplayCommand.self,
            SimulateCommand.self, CompletionCommand.self,
            RequestCommand.self, ExplainCommand.self,
        ])

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func run() throws { throw CleanExit.helpRequest(self) }
}
