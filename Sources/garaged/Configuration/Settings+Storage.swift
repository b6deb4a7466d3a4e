extension Settings {
    static let state = Section(
        name: "state", sentence: "What the daemon keeps on this machine.",
        settings: [State.folder])

    enum State {
        static let folder = Setting(
            "state.folder", .path(mustExist: false), default: "/var/lib/garaged",
            takesEffect: .atRestart,
            "Folder of the embedded PostgreSQL cluster and of the socket.")
    }

    static let database = Section(
        name: "database", sentence: "PostgreSQL: one of your own, or the embedded one.",
        settings: [Database.conninfo, Database.readers, Database.binaries])

    enum Database {
        static let conninfo = Setting(
            "database.conninfo", .text, default: "", takesEffect: .atRestart, isSecret: true,
            """
            Connection string of libpq, several hosts allowed; empty means the embedded cluster \
            in the state folder.
            """)
        static let readers = Setting(
            "database.readers", .whole(1...16, unit: "connections"), default: 2,
            takesEffect: .atRestart,
            "Connections for reports, beside the one that writes and the one that listens."
        )
        static let binaries = Setting(
            "database.binaries", .path(mustExist: false), default: nil, takesEffect: .atRestart,
            "Folder of initdb and postgres for the embedded cluster; empty means look for it.")
    }
}
