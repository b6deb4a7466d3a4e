import ArgumentParser

/// The daemon.
@main
struct Garaged: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "garaged",
        abstract: "Finds a solidarity garage for each person, and keeps every garage in its band.",
        discussion: """
            Without --database the daemon runs a PostgreSQL of its own in the state folder.
            Talk to it with garagectl, or with nc: one request a line, HELP lists the verbs.

            Exit status: 0 stopped as asked, 1 could not start or failed, 64 wrong command line,
            78 wrong configuration.
            """,
        version: "garaged 1.0",
        subcommands: [Serve.self, Migrate.self, Keys.self])
}

/// Exit statuses, as sysexits.h numbers them.
enum ExitStatus {
    static let failure = ExitCode(1)
    static let configuration = ExitCode(78)
}
