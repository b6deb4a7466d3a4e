import ArgumentParser

/// Runs one hot path so many times and nothing else, for a program that counts instructions.
struct RunPath: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run-path", abstract: "Run one hot path so many times; see .ci/instructions.")

    @Flag(help: "Name the paths instead.")
    var list = false

    @Argument(help: "The name of the path.")
    var name = ""

    @Argument(help: "How many times; a multiple of 64, so that each question is asked as often.")
    var count = 64

    func validate() throws {
        guard !list, !HotPath.all.contains(where: { $0.name == name }) else { return }
        throw ValidationError("there is no path '\(name)'; --list names them")
    }

    func run() {
        if list {
            for path in HotPath.all { print(path.name) }
            return
        }
        for path in HotPath.all where path.name == name {
            let checksum = path.prepare()(count)
            precondition(checksum != .min, "Never so; it only has to be looked at.")
        }
    }
}
