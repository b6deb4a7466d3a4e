import ArgumentParser
import Glibc

/// The program: reads the command line, runs it, and turns whatever happened into an exit status.
@main
enum Program {
    static func main() {
        let arguments = Array(CommandLine.arguments.dropFirst())
        let status = run(arguments)
        Terminal.flush()
        exit(status.rawValue)
    }

    static func run(_ typed: [String]) -> ProgramStatus {
        let ordered = ArgumentOrder(typed)
        do {
            var command = try Garagectl.parseAsRoot(ordered.arguments)
            try command.run()
            return .worked
        } catch let failure as Failure {
            return report(failure, isCheck: ordered.isCheck)
        } catch let status as ProgramStatus {
            return status
        } catch {
            return reportUsage(error, isCheck: ordered.isCheck)
        }
    }

    /// A monitoring system reads one line from standard output and the status, whatever went wrong.
    private static func report(_ failure: Failure, isCheck: Bool) -> ProgramStatus {
        if isCheck {
            Terminal.print("UNKNOWN: \(failure.sentence)")
            return .unknown
        }
        Terminal.complain("garagectl: \(failure.sentence)")
        if let advice = failure.advice { Terminal.complain("  → \(advice)") }
        return failure.status
    }

    /// Help that was asked for goes to standard output; a mistake in the command line does not.
    private static func reportUsage(_ error: any Error, isCheck: Bool) -> ProgramStatus {
        let text = Garagectl.fullMessage(for: error)
        if Garagectl.exitCode(for: error) == .success {
            Terminal.print(text)
            return .worked
        }
        if isCheck {
            Terminal.print("UNKNOWN: \(Garagectl.message(for: error))")
            return .unknown
        }
        Terminal.complain(text)
        return .usage
    }
}
