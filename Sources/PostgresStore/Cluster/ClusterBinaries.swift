import Glibc

/// Where PostgreSQL's programs are.
struct ClusterBinaries: Equatable {
    let folder: String
    var postgres: String { "\(folder)/postgres" }
    var initdb: String { "\(folder)/initdb" }

    /// Finds the newest that is installed.
    ///
    /// Looks in `GARAGED_PG_BINDIR`, then in `PATH`, then where Debian, Red Hat and Alpine put
    /// them: on Debian they are not in `PATH`.
    ///
    /// - Throws: ``ClusterError/noBinaries(searched:)``.
    static func find(
        named: String? = environment("GARAGED_PG_BINDIR"), path: String? = environment("PATH"),
        patterns: [String] = [
            "/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/usr/libexec/postgresql*",
        ]
    ) throws(ClusterError) -> ClusterBinaries {
        // A folder that was named is the only one: falling back would hide a typing error.
        if let named, !named.isEmpty {
            guard hasBoth(named) else { throw .noBinaries(searched: [named]) }
            return ClusterBinaries(folder: named)
        }
        let inPath = (path ?? "").split(separator: ":").map(String.init)
        let installed = patterns.flatMap(folders(matching:)).sorted { version($0) > version($1) }
        guard let folder = (inPath + installed).first(where: hasBoth) else {
            throw .noBinaries(searched: ["PATH"] + patterns)
        }
        return ClusterBinaries(folder: folder)
    }

    private static func hasBoth(_ folder: String) -> Bool {
        ["postgres", "initdb"].allSatisfy { access("\(folder)/\($0)", X_OK) == 0 }
    }

    private static func folders(matching pattern: String) -> [String] {
        var found = glob_t()
        defer { globfree(&found) }
        guard glob(pattern, 0, nil, &found) == 0 else { return [] }
        return (0..<Int(found.gl_pathc)).compactMap { index in
            found.gl_pathv[index].map { String(cString: $0) }
        }
    }

    /// The first number in the path: `/usr/lib/postgresql/15/bin` is 15.
    private static func version(_ folder: String) -> Int {
        Int(folder.drop { !$0.isNumber }.prefix { $0.isNumber }) ?? 0
    }
}

/// A variable of the environment.
func environment(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
