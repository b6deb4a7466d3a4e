import GarageNetwork
package import LineProtocol
import Matching

/// One connection's side of the talk: who the caller is, and the dispatcher of its requests.
///
/// Rights and the names of keys are checked here, in one place, so that no command can forget to.
package final class Conversation: Responder {
    let environment: Environment
    private let peer: Peer
    private(set) var session: Session
    /// The network without a lock, as long as nothing was published.
    let reader: SnapshotReader
    /// The settings as this connection saw them last, and the number they had.
    private(set) var settings: CommandSettings
    private var settingsVersion: UInt64
    /// What ``AccessDesk/version`` was when the caller was last found to be let in.
    private var accessVersion: UInt64?
    /// The moment of the piece of input at hand; nil before anything has asked for it.
    private var pieceTime: Instant?
    private var isTold = false
    /// Requests that were read before, for others that differ in their place alone.
    var lane = MatchLane()
    private var wrongTokens = 0
    /// The rows of an import that is under way on this connection.
    private let staging = ImportStaging()

    /// How this connection is told what it did not ask for, and its subscription.
    private let push: Subscriptions.Push
    private var subscription: Int?

    /// How many wrong tokens end a connection.
    package static let wrongTokensMax = 3

    /// - Parameters:
    ///   - environment: What the commands work with.
    ///   - peer: Who is at the other end.
    ///   - caller: Who the kernel says it is, on the Unix socket; nil when AUTH must tell.
    ///   - push: Sends a row that was not asked for.
    package init(
        environment: Environment, peer: Peer, caller: Caller?,
        push: @escaping Subscriptions.Push = { _ in }
    ) {
        self.environment = environment
        self.peer = peer
        self.reader = SnapshotReader(environment.network)
        settingsVersion = environment.currentSettings.version
        settings = environment.settings
        self.session = Session(caller: caller)
        if case .unix(let uid) = peer { session.uid = Int64(uid) }
        self.push = push
    }

    deinit {
        if let subscription { environment.subscriptions.end(subscription) }
    }

    /// Another SUBSCRIBE replaces the first.
    private func follow(_ topics: Set<Topic>) {
        if let subscription { environment.subscriptions.end(subscription) }
        let (access, caller) = (environment.access, session.caller)
        subscription = environment.subscriptions.begin(
            Subscriptions.Listener(
                topics: topics, scope: session.scope,
                isEntitled: { caller.map { !access.isShutOut($0) } ?? true }, push: push))
    }

    package var greeting: String {
        let auth = session.caller.map { "peer role=\($0.role.rawValue)" } ?? "required"
        return "garaged \(environment.settings.version) proto=1 auth=\(auth)"
            + " max-line=\(ProtocolLimits.lineBytes)"
    }

    package var isAuthenticated: Bool { session.caller != nil }

    package func noteUnreadable(_ error: RequestError) {}

    package func beginPiece() {
        pieceTime = nil
        isTold = true
    }

    /// The moment of what is being asked.
    ///
    /// Each time anew for whoever does not tell where a piece begins.
    func timeOfPiece() -> Instant {
        if isTold, let pieceTime { return pieceTime }
        let now = environment.clock.now
        pieceTime = now
        return now
    }

    package func respond(to request: Request) -> Response {
        let format: ReplyFormat
        do throws(RequestError) {
            catchUp()
            let command = try permitted(request)
            let call = call(of: request, command)
            format = try call.optional(Keys.format) ?? .json
            return response(to: try command.body(call), format: format)
        } catch {
            return .now(Answer(.failure(error)))
        }
    }

    /// What a command needs to answer a request.
    func call(of request: Request, _ command: Command) -> Call {
        Call(
            request: request, session: session, environment: environment, view: reader.current,
            settings: settings, staging: staging, touchesPerson: command.touchesPerson)
    }

    private func response(to execution: Execution, format: ReplyFormat) -> Response {
        switch execution {
        case .now(let reply): return .now(Answer(.success(reply), format: format))
        case .farewell(let reply):
            return .now(Answer(.success(reply), format: format, closes: true))
        case .subscription(let topics, let reply):
            follow(topics)
            return .now(Answer(.success(reply), format: format))
        case .later(let work):
            return .later {
                do throws(RequestError) {
                    return Answer(.success(try await work()), format: format)
                } catch {
                    return Answer(.failure(error), format: format)
                }
            }
        case .admission(let work):
            return .exclusively { await work() }
        }
    }

    /// The command of a request, once the caller may run it and knows its keys.
    func permitted(_ request: Request) throws(RequestError) -> Command {
        guard let command = Command.named(request.verb) else {
            guard session.caller != nil else { throw Self.mustAuthenticate }
            throw RequestError(
                .unknownVerb, "no such verb; HELP lists them all")
        }
        switch command.access {
        case .everyone: break
        case .anyRole, .roles:
            guard let role = session.caller?.role else { throw Self.mustAuthenticate }
            guard command.roles.contains(role) else {
                let who = command.roles.map(\.rawValue).joined(separator: ", ")
                throw RequestError(
                    .denied, "\(command.verb) is for \(who); this connection is \(role.rawValue)")
            }
        }
        for argument in request.arguments where !Keys.universal.contains(argument.name) {
            guard command.keys.contains(where: { $0.name == argument.name }) else {
                throw RequestError(
                    .unknownKey,
                    "\(command.verb) has no key '\(shortened(argument.name))',"
                        + " column \(argument.column); HELP verb=\(command.verb) lists its keys")
            }
        }
        return command
    }

    private static let mustAuthenticate = RequestError(
        .auth, "say AUTH token=… first; an administrator makes one with TOKEN-ADD")

    /// Takes over new settings, and forgets a caller who was shut out meanwhile.
    ///
    /// Two counters are read; only when one has changed is a lock taken.
    func catchUp() {
        let access = environment.access.version
        if access != accessVersion {
            accessVersion = access
            if let caller = session.caller, environment.access.isShutOut(caller) {
                session.caller = nil
            }
            lane.forgetShapes()
        }
        let version = environment.currentSettings.version
        if version != settingsVersion {
            settingsVersion = version
            settings = environment.settings
            lane.forgetShapes()
        }
    }

    package func finish(_ result: any Sendable) -> Answer {
        switch result as? Admission {
        case .admitted(let caller):
            session.caller = caller
            accessVersion = nil
            return Answer(.success(Reply(summary: [Field("role", .text(caller.role.rawValue))])))
        case .refused:
            wrongTokens += 1
            let isLast = wrongTokens >= Self.wrongTokensMax
            let error = RequestError(.auth, "no such token, or it has expired or was revoked")
            return Answer(
                .failure(error), closes: isLast, delayMilliseconds: 500 << wrongTokens)
        case .unanswered, nil:
            return Answer(.failure(.storeDown))
        }
    }
}

/// Numbers of the contract that are not configuration.
package enum ProtocolLimits {
    package static let lineBytes = 8192
}
