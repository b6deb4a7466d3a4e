import GarageNetwork

extension Settings {
    static let listen = Section(
        name: "listen", sentence: "Where requests come in.",
        settings: [Listen.tcp, Listen.socket, Listen.http])

    enum Listen {
        static let tcp = Setting(
            "listen.tcp", .address, default: .at(host: "127.0.0.1", port: 7450),
            takesEffect: .atRestart,
            "Address of the line protocol over TCP; outside loopback it needs [tls].")
        static let socket = Setting(
            "listen.socket", .path(mustExist: false), default: nil, takesEffect: .atRestart,
            "Path of the Unix socket; empty means garaged.sock in the state folder.")
        static let http = Setting(
            "listen.http", .address, default: .off, takesEffect: .atRestart,
            "This version serves no HTTP: it warns at the start when an address is named.")
    }

    static let tls = Section(
        name: "tls", sentence: "Encryption of the TCP listener.",
        settings: [TLS.certificate, TLS.key, TLS.minimum])

    enum TLS {
        static let certificate = Setting(
            "tls.certificate", .path(mustExist: true), default: nil,
            "PEM file with the certificate and its chain; empty means no TLS.")
        static let key = Setting(
            "tls.key", .path(mustExist: true), default: nil,
            "PEM file with the private key of the certificate.")
        static let minimum = Setting(
            "tls.minimum", .word(among: ["1.2", "1.3"]), default: "1.3", takesEffect: .atRestart,
            "Oldest version of TLS that is spoken.")
    }

    static let access = Section(
        name: "access", sentence: "Who may do what.",
        settings: [Access.uidRoles, Access.authTimeout])

    enum Access {
        /// The key of `uidRoles` that stands for whoever the daemon runs as.
        static let ownUser = "self"

        static let uidRoles = Setting(
            "access.uid_roles", .roles, default: [ownUser: Role.admin, "root": Role.admin],
            """
            Role of each user, by name or number, on the Unix socket; "self" is the daemon's own; \
            this table replaces the default whole.
            """)
        static let authTimeout = Setting(
            "access.auth_timeout", .duration(.seconds(1)...(.seconds(300))),
            default: .seconds(10),
            "How long a connection may stay without a valid token before it is closed.")
    }
}
