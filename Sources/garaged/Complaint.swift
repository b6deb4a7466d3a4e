import ArgumentParser
import Foundation

/// What a person at a terminal is told before the program ends.
enum Complaint {
    /// Writes the text to the standard error.
    ///
    /// - Returns: the status to throw.
    static func print(_ text: String, _ status: ExitCode) -> ExitCode {
        FileHandle.standardError.write(Data((text + "\n").utf8))
        return status
    }
}
