package import GarageNetwork
package import LineProtocol

/// One thing a client can ask for, declared once.
///
/// The line protocol, `garagectl`, `HELP`, completion and the reference page all read this value.
/// To add a verb, add a file to `Catalogue/` and name it in ``all``.
package struct Command: Sendable {
    package let verb: String
    /// One sentence with its full stop.
    package let summary: String
    package let access: Access
    package let effect: Effect
    package let touchesPerson: PersonTouch
    package let keys: [KeySummary]
    /// The refusals a caller should expect, besides those of every verb.
    package let errors: [RequestError.Name]
    /// A request that works on the demo network.
    package let example: String
    let body: @Sendable (Call) throws(RequestError) -> Execution

    /// Who may call it.
    ///
    /// An administrator may call everything.
    package enum Access: Equatable, Sendable {
        /// Also before AUTH.
        case everyone
        /// Whoever is known.
        case anyRole
        case roles(Set<Role>)
    }

    /// Whether it changes anything.
    package enum Effect: Sendable {
        case reads, writes
    }

    /// The most it does with what is kept of a person, which the audit remembers first.
    ///
    /// A body that remembers more than its verb declares is refused (`Call.auditNote`), a verb that
    /// declares and does not remember fails `PersonTouchTests`, and so does one that shows a person
    /// and declares nothing. Pseudonyms, codes and states are not a person's file.
    package enum PersonTouch: Int, Comparable, Sendable {
        case nothing, reads, writes, exports

        package static func < (a: PersonTouch, b: PersonTouch) -> Bool { a.rawValue < b.rawValue }
    }

    init(
        _ verb: String, _ summary: String, access: Access, effect: Effect = .reads,
        touchesPerson: PersonTouch = .nothing,
        requires: [any KeyDeclaration] = [], takes: [any KeyDeclaration] = [],
        errors: [RequestError.Name] = [], example: String,
        body: @escaping @Sendable (Call) throws(RequestError) -> Execution
    ) {
        self.verb = verb
        self.summary = summary
        self.access = access
        self.effect = effect
        self.touchesPerson = touchesPerson
        self.keys =
            requires.map { Self.summary($0, isRequired: true) }
            + takes.map { Self.summary($0, isRequired: false) }
        self.errors = errors
        self.example = example
        self.body = body
    }

    private static func summary(_ key: any KeyDeclaration, isRequired: Bool) -> KeySummary {
        KeySummary(
            name: key.name, notation: key.notation, isRequired: isRequired,
            fallback: key.fallbackText, meaning: key.meaning)
    }

    /// The roles that may call it, in the order of ``Role``.
    package var roles: [Role] {
        switch access {
        case .everyone, .anyRole: Role.allCases
        case .roles(let roles): Role.allCases.filter { roles.contains($0) || $0 == .admin }
        }
    }

    /// The verb of that name, in any case.
    package static func named(_ verb: String) -> Command? { byVerb[verb] }

    private static let byVerb = Dictionary(uniqueKeysWithValues: all.map { ($0.verb, $0) })
}

/// What running a command gives.
enum Execution: Sendable {
    /// The answer, known without waiting.
    case now(Reply)
    /// The answer, once the database has committed or replied.
    case later(@Sendable () async throws(RequestError) -> Reply)
    /// Changes who the caller is: the next request waits for it.
    case admission(@Sendable () async -> Admission)
    /// The answer, after which the connection is told of changes.
    case subscription(Set<Topic>, Reply)
    /// The answer, after which the connection ends.
    case farewell(Reply)
}
