/// How the daemon speaks to PostgreSQL, whatever the connection string says.
struct ConnectionOptions: Sendable {
    /// How long a statement may run in the server, 0 for as long as it likes.
    var statementTimeoutMilliseconds: Int
    /// Whether waiting for a lock ends at all.
    var lockTimeoutMilliseconds: Int
    /// What the session may do; that of the account that connects where it says nothing.
    var role: SessionRole? = nil

    /// Shorter than the deadline on this side, so that a slow statement ends in a certain "not
    /// done".
    static let standard = ConnectionOptions(
        statementTimeoutMilliseconds: 1_500, lockTimeoutMilliseconds: 1_000)
    /// For all the daemon does but what concerns a person's file.
    static let daemon = standard.with(.daemon)
    /// For the files of persons, and nothing else.
    static let person = standard.with(.person)
    /// For migrations, which may rewrite a table.
    static let migration = ConnectionOptions(
        statementTimeoutMilliseconds: 0, lockTimeoutMilliseconds: 0)

    func with(_ role: SessionRole) -> ConnectionOptions {
        var options = self
        options.role = role
        return options
    }

    /// Keywords of libpq: those before the connection string can be changed by it, those after it
    /// cannot.
    func defaults(before conninfo: String) -> [(String, String)] {
        [
            ("connect_timeout", "2"),
            ("keepalives_idle", "5"), ("keepalives_interval", "2"), ("keepalives_count", "2"),
            ("tcp_user_timeout", "5000"),
            ("target_session_attrs", "read-write"),
            ("dbname", conninfo),
            ("fallback_application_name", "garaged"),
            ("client_encoding", "UTF8"),
        ]
    }

    /// Settings of the session.
    ///
    /// They come by SQL, not by `options`, which a pooler in between refuses. An empty
    /// `search_path` makes every name in a statement say its schema. Statements are planned once,
    /// not for each batch: planning and compiling cost more than running them.
    var session: String {
        """
        SET application_name = 'garaged';
        SET search_path = '';
        SET timezone = 'UTC';
        SET statement_timeout = \(statementTimeoutMilliseconds);
        SET lock_timeout = \(lockTimeoutMilliseconds);
        SET idle_in_transaction_session_timeout = 5000;
        SET default_transaction_isolation = 'read committed';
        SET plan_cache_mode = force_generic_plan;
        SET jit = off
        """ + (role.map { ";\nSET ROLE \($0.rawValue)" } ?? "")
    }
}

/// A role of PostgreSQL that V0016 makes: what a session of the daemon is allowed.
enum SessionRole: String {
    case daemon = "garaged_daemon"
    case person = "garaged_person"
}
