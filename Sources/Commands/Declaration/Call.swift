import LineProtocol
import Matching

/// One request being answered: its arguments, who asks, and what the daemon knows.
struct Call: Sendable {
    let request: Request
    let session: Session
    let environment: Environment
    /// The network and the settings as they were when the request was read.
    var view: NetworkSnapshot
    let settings: CommandSettings
    /// The import that is under way on this connection.
    let staging: ImportStaging
    /// What its verb declares.
    let touchesPerson: Command.PersonTouch

    /// The value of a key that may be left out.
    func optional<Value>(_ key: Key<Value>) throws(RequestError) -> Value? {
        guard let argument = request.argument(key.name) else { return nil }
        return try read(key, argument)
    }

    /// The value of a key that must be there.
    func required<Value>(_ key: Key<Value>) throws(RequestError) -> Value {
        guard let argument = request.argument(key.name) else {
            throw RequestError(
                .missingKey, "\(request.verb) needs \(key.name)=… (\(Value.notation))")
        }
        return try read(key, argument)
    }

    private func read<Value>(
        _ key: Key<Value>, _ argument: Request.Argument
    ) throws(RequestError) -> Value {
        do throws(Misreading) {
            return try Value(argument: argument.value)
        } catch {
            let name: RequestError.Name =
                switch error.kind {
                case .unreadable: .syntax
                case .notANumber: .number
                case .outOfRange: .range
                }
            throw RequestError(name, "\(key.name): \(error.reason), column \(argument.column)")
        }
    }

    /// The language of sentences for people.
    func language() throws(RequestError) -> Language {
        try optional(Keys.language) ?? settings.language
    }

    /// What was asked, in one canonical text: the arguments by name, but for those that change
    /// only how the answer looks and the key itself.
    func canonicalRequest() -> String {
        let told = request.arguments.filter { !Keys.presentation.contains($0.name) }
        return request.verb
            + told.sorted { $0.name < $1.name }.map { "\u{1F}\($0.name)\u{1E}\($0.value)" }.joined()
    }
}
