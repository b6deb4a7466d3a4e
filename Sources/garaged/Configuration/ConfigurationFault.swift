/// One thing that is wrong with the configuration, as an operator reads it.
///
/// A value is never repeated: it may be a password.
struct ConfigurationFault: Equatable, Sendable {
    let place: Place
    /// The dotted key, where the fault is about one.
    let key: String?
    let reason: Reason

    enum Place: Equatable, Sendable {
        /// A line of a file, counted from 1; the whole file when it is not known.
        case file(String, line: Int?)
        /// A flag of the command line.
        case flag(String)
    }

    enum Reason: Equatable, Sendable {
        case unreadableFile
        case syntax(String)
        case unknownKey(nearest: String?)
        case wrongType(expected: String, found: String)
        case outOfRange(allowed: String)
        case missingFile
        /// What is wrong with a value that is written in words.
        case unreadable(String)
        /// Two settings that do not go together.
        case contradiction(String)
    }
}

extension ConfigurationFault: CustomStringConvertible {
    /// The place, the key and the reason, as a sentence on one line.
    var description: String {
        let subject = key.map { "\($0) " } ?? ""
        let sentence = "\(place): \(subject)\(reason)"
        return sentence.hasSuffix("?") ? sentence : sentence + "."
    }
}

extension ConfigurationFault.Place: CustomStringConvertible {
    var description: String {
        switch self {
        case .file(let path, let line?): "\(path):\(line)"
        case .file(let path, nil): path
        case .flag(let flag): flag
        }
    }
}

extension ConfigurationFault.Reason: CustomStringConvertible {
    var description: String {
        switch self {
        case .unreadableFile:
            "cannot be read: check that it exists, is a file and is readable to the daemon's user"
        case .syntax(let text): "is not valid TOML: \(text)"
        case .unknownKey(let nearest?): "is not a setting; did you mean \(nearest)?"
        case .unknownKey(nil): "is not a setting; Config/garaged.toml lists all of them"
        case .wrongType(let expected, let found): "must be \(expected); it is \(found)"
        case .outOfRange(let allowed): "is outside what is allowed: \(allowed)"
        case .missingFile: "names a file that cannot be read"
        case .unreadable(let text): "cannot be read: \(text)"
        case .contradiction(let text): text
        }
    }
}

/// All that is wrong with the configuration, found in one go.
struct ConfigurationFaults: Error, Equatable, CustomStringConvertible {
    let all: [ConfigurationFault]

    /// One fault a line.
    var description: String { all.map(\.description).joined(separator: "\n") }
}
